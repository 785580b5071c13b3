"""An editor that talks to the language server over its standard input and output, with the client of a library."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from lsprotocol import types
from pygls.lsp.client import LanguageClient

_T = TypeVar("_T")


class Editor:
    """One open text and the findings that arrive for it."""

    def __init__(self, client: LanguageClient, path: Path):
        self.client = client
        self.uri = path.as_uri()
        self.version = 0
        self.messages: list[str] = []
        self.published: list[types.PublishDiagnosticsParams] = []
        self._arrived = asyncio.Condition()
        self._registered: asyncio.Future[list[types.Registration]] = asyncio.get_running_loop().create_future()

    async def open(self, text: str) -> list[types.Diagnostic]:
        """Open the text and return the findings for it."""
        self.version = 1
        item = types.TextDocumentItem(uri=self.uri, language_id="markdown", version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
        return await self.findings()

    def type(self, text: str, line: int, character: int, until: int | None = None) -> None:
        """Write a text at a place, over what stands there up to a character of the same line."""
        end = types.Position(line, character if until is None else until)
        self._change(types.Range(start=types.Position(line, character), end=end), text)

    def erase(self, start: types.Position, end: types.Position) -> None:
        """Take away what stands between two places."""
        self._change(types.Range(start=start, end=end), "")

    def _change(self, place: types.Range, text: str) -> None:
        self.version += 1
        change = types.TextDocumentContentChangePartial(range=place, text=text)
        identifier = types.VersionedTextDocumentIdentifier(uri=self.uri, version=self.version)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(text_document=identifier, content_changes=[change])
        )

    async def findings(self) -> list[types.Diagnostic]:
        """Return the findings for the newest version, as soon as they arrive."""
        async with self._arrived:
            await self._arrived.wait_for(lambda: any(one.version == self.version for one in self.published))
        return list(next(one for one in reversed(self.published) if one.version == self.version).diagnostics)

    async def take(self, params: types.PublishDiagnosticsParams) -> None:
        """Keep findings that the server sends."""
        async with self._arrived:
            self.published.append(params)
            self._arrived.notify_all()

    async def registered(self) -> list[types.Registration]:
        """Return what the server asks to be told of, as soon as it asks."""
        return await self._registered

    def register(self, params: types.RegistrationParams) -> None:
        """Keep what the server asks to be told of."""
        self._registered.set_result(list(params.registrations))

    async def actions(self, place: types.Range, *kinds: str) -> list[types.CodeAction]:
        """Return what the server offers to do at a place."""
        found = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                text_document=self.identifier,
                range=place,
                context=types.CodeActionContext(diagnostics=[], only=list(kinds) or None),
            )
        )
        return [one for one in found or () if isinstance(one, types.CodeAction)]

    @property
    def identifier(self) -> types.TextDocumentIdentifier:
        """What the text is called in requests."""
        return types.TextDocumentIdentifier(uri=self.uri)


class Connection:
    """A server that runs, and the client it talks to; what the server sends is for the editor that was opened last."""

    def __init__(self, client: LanguageClient):
        self.client = client
        self.editor: Editor | None = None

    def edit(self, path: Path) -> Editor:
        """Return an editor of a file."""
        self.editor = Editor(self.client, path)
        return self.editor


@asynccontextmanager
async def connected(
    root: Path,
    capabilities: types.ClientCapabilities | None = None,
    command: Sequence[str] = (sys.executable, "-m", "awesomelint", "lsp"),
    folder: Path | None = None,
) -> AsyncIterator[Connection]:
    """Start a server, in a folder, and end it."""
    client = LanguageClient("tests", "1")
    connection = Connection(client)

    async def published(params: types.PublishDiagnosticsParams) -> None:
        if connection.editor is not None and params.uri == connection.editor.uri:
            await connection.editor.take(params)

    def said(params: types.ShowMessageParams) -> None:
        if connection.editor is not None:
            connection.editor.messages.append(params.message)

    def registered(params: types.RegistrationParams) -> None:
        if connection.editor is not None:
            connection.editor.register(params)

    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)
    client.feature(types.WINDOW_SHOW_MESSAGE)(said)
    client.feature(types.CLIENT_REGISTER_CAPABILITY)(registered)
    await client.start_io(command[0], *command[1:], cwd=folder)
    await client.initialize_async(
        types.InitializeParams(
            capabilities=capabilities or types.ClientCapabilities(), root_uri=root.as_uri(), process_id=None
        )
    )
    client.initialized(types.InitializedParams())
    try:
        yield connection
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await cast(Any, client).stop()


@asynccontextmanager
async def editing(
    path: Path,
    capabilities: types.ClientCapabilities | None = None,
    command: Sequence[str] = (sys.executable, "-m", "awesomelint", "lsp"),
    folder: Path | None = None,
) -> AsyncIterator[Editor]:
    """Start a server, in a folder, open a conversation about one file, and end both."""
    async with connected(path.parent, capabilities, command, folder) as connection:
        yield connection.edit(path)


class Server:
    """A server with which conversations are held one after the other: to start one takes longer than most of them."""

    def __init__(self, root: Path):
        self._runner = asyncio.Runner()
        self._ends = AsyncExitStack()
        self._connection = self._runner.run(self._ends.enter_async_context(connected(root)))

    def close(self) -> None:
        """End the server."""
        self._runner.run(self._ends.aclose())
        self._runner.close()

    def talk(self, conversation: Coroutine[Any, Any, _T]) -> _T:
        """Hold a conversation from beginning to end."""
        return self._runner.run(conversation)

    @asynccontextmanager
    async def editing(self, path: Path) -> AsyncIterator[Editor]:
        """Open a conversation about one file, and end it."""
        editor = self._connection.edit(path)
        try:
            yield editor
        finally:
            self._connection.editor = None
            editor.client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=editor.identifier))


def talk(conversation: Coroutine[Any, Any, _T]) -> _T:
    """Hold a conversation from beginning to end."""
    return asyncio.run(conversation)


def applied(text: str, edit: types.WorkspaceEdit | None) -> str:
    """Return a text after an edit, counting as editors do: in UTF-16 code units."""
    assert edit is not None
    assert edit.document_changes is not None
    (change,) = edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    lines = text.encode("utf-16-le").split("\n".encode("utf-16-le"))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) // 2 + 1)
    units = text.encode("utf-16-le")
    for one in sorted(change.edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        assert isinstance(one, types.TextEdit)
        start, end = (2 * (starts[at.line] + at.character) for at in (one.range.start, one.range.end))
        units = units[:start] + one.new_text.encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le")

"""The language server: receives texts and requests, sends findings and answers.

Reading a large list takes longer than the next key press, so it happens in a thread of its own, a moment after the last change:
the newest version of each text is analysed, older ones never are. Questions are answered from the last analysis.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from awesomelint import __version__
from awesomelint.config.load import load_config
from awesomelint.editor.actions import FIX_ALL, complete, edits_between, findings, fix_all, quick_fixes, workspace_edit
from awesomelint.editor.analysis import UNSAVED, Analysis, Analyst
from awesomelint.editor.completing import completed
from awesomelint.editor.features import TRIGGERS, completions, hover, symbols
from awesomelint.errors import AwesomelintError, InternalError
from awesomelint.source import Source

PAUSE = 0.15
"""Seconds without a change after which a text is analysed."""

WATCHED = "**/*.{yaml,yml,toml,json}"
"""What configurations, custom rules, tables of venues and baselines are called."""


class ListServer(LanguageServer):
    """A language server that knows the analysis of each open text."""

    def __init__(self) -> None:
        super().__init__("awesomelint", __version__)
        self.analyst = Analyst()
        self.worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="analysis")
        self._analyses: dict[str, tuple[int | None, Analysis]] = {}
        self._running: dict[str, tuple[int | None, asyncio.Future[Analysis]]] = {}
        self._pending: dict[str, asyncio.Task[None]] = {}
        self._told: set[str] = set()

    def text_changed(self, uri: str, *, pause: float = PAUSE) -> None:
        """Analyse a text soon, and not the version before it if that waits still."""
        waiting = self._pending.get(uri)
        if waiting is not None:
            waiting.cancel()
        self._pending[uri] = asyncio.create_task(self._refresh(uri, pause))

    def text_closed(self, uri: str) -> None:
        """Forget a text, and take its findings off the screen."""
        waiting = self._pending.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self._analyses.pop(uri, None)
        self._running.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))

    def settings_changed(self) -> None:
        """Analyse all open texts again: a configuration or a file around them has changed."""
        for uri in list(self._analyses):
            del self._analyses[uri]
            self._running.pop(uri, None)
            self.text_changed(uri)

    async def analysis(self, uri: str) -> tuple[int | None, Analysis]:
        """Return version and analysis of a text as it is now; requests for the same version share one analysis."""
        document = self.workspace.get_text_document(uri)
        version, text = document.version, document.source
        kept = self._analyses.get(uri)
        if kept is not None and kept[0] == version:
            return kept
        running = self._running.get(uri)
        if running is None or running[0] != version:
            job = self.worker.submit(self.analyst.analyse, text, path_of(uri))
            running = self._running[uri] = version, asyncio.wrap_future(job)
        # Who asks may change their mind; the analysis is wanted by others.
        made = await asyncio.shield(running[1])
        self._analyses[uri] = version, made
        return version, made

    async def latest(self, uri: str) -> Analysis:
        """Return the last analysis of a text, perhaps of an older version; made now where there is none yet."""
        kept = self._analyses.get(uri)
        return kept[1] if kept is not None else (await self.analysis(uri))[1]

    async def fixed(self, action: types.CodeAction) -> types.WorkspaceEdit | None:
        """Return the edit of an action that applies all safe fixes, or those of rules with a tag, or completes an entry.

        It is `None` where there is nothing to fix or fixing would do harm, or the entry cannot be written; a message says why.
        """
        if not isinstance(action.data, dict):
            return action.edit
        uri: str = action.data["uri"]
        document = self.workspace.get_text_document(uri)
        version, text = document.version, document.source
        loop = asyncio.get_running_loop()
        try:
            if "line" in action.data:
                config = (await self.analysis(uri))[1].config or load_config(None)
                source = Source(text, str(path_of(uri) or UNSAVED.name))
                # Not by the worker: a registry may take its time.
                after = await loop.run_in_executor(None, completed, source, action.data["line"], config)
            else:
                result = await loop.run_in_executor(
                    self.worker, self.analyst.fix, text, path_of(uri), action.data.get("tag")
                )
                after = result.source
        except (AwesomelintError, InternalError) as error:
            self.say(str(error), again="line" in action.data)
            return None
        before = Source(text)
        edits = await loop.run_in_executor(self.worker, edits_between, before, after)
        return workspace_edit(before, edits, uri, version) if edits else None

    def say(self, message: str, *, again: bool = False) -> None:
        """Show a message, once or, as the answer to what a person asked for, `again`."""
        if again or message not in self._told:
            self._told.add(message)
            self.window_show_message(types.ShowMessageParams(type=types.MessageType.Warning, message=message))

    async def _refresh(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        version, made = await self.analysis(uri)
        if made.problem is not None:
            self.say(str(made.problem))
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=findings(made, uri))
        )


def path_of(uri: str) -> Path | None:
    """Return the file of a URI, `None` for a text that is in none."""
    if not uri.startswith("file:"):
        return None
    path = to_fs_path(uri)
    return Path(path) if path else None


def make_server() -> ListServer:
    """Return a server that is ready to be started."""
    server = ListServer()

    @server.feature(types.INITIALIZED)
    async def _initialized(ls: ListServer, params: types.InitializedParams) -> None:
        if _watches(ls.client_capabilities):
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
            watching = types.Registration("watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await ls.client_register_capability_async(types.RegistrationParams([watching]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def _opened(ls: ListServer, params: types.DidOpenTextDocumentParams) -> None:
        ls.text_changed(params.text_document.uri, pause=0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def _changed(ls: ListServer, params: types.DidChangeTextDocumentParams) -> None:
        ls.text_changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def _saved(ls: ListServer, params: types.DidSaveTextDocumentParams) -> None:
        ls.settings_changed()  # what was saved may be a configuration, or a file that a list links to

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def _files_changed(ls: ListServer, params: types.DidChangeWatchedFilesParams) -> None:
        ls.settings_changed()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def _closed(ls: ListServer, params: types.DidCloseTextDocumentParams) -> None:
        ls.text_closed(params.text_document.uri)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(
            code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL, types.CodeActionKind.RefactorRewrite],
            resolve_provider=True,
        ),
    )
    async def _actions(ls: ListServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        version, analysis = await ls.analysis(uri)
        only = params.context.only
        actions: list[types.CodeAction] = []
        if _wants(only, types.CodeActionKind.QuickFix):
            actions += quick_fixes(analysis, uri, version, params.range)
        if _wants(only, FIX_ALL) and any(diagnostic.fix for diagnostic in analysis.diagnostics):
            actions.append(fix_all(uri))
        if _wants(only, types.CodeActionKind.RefactorRewrite) and _resolves(ls.client_capabilities):
            actions += complete(analysis, uri, params.range)  # what is only shown must ask nobody
        if not _resolves(ls.client_capabilities):
            for action in actions:
                action.edit = await ls.fixed(action)
        return actions

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def _resolved(ls: ListServer, params: types.CodeAction) -> types.CodeAction:
        params.edit = await ls.fixed(params)
        return params

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def _hover(ls: ListServer, params: types.HoverParams) -> types.Hover | None:
        return hover((await ls.analysis(params.text_document.uri))[1], params.position)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def _symbols(ls: ListServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        return symbols((await ls.analysis(params.text_document.uri))[1])

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=list(TRIGGERS)))
    async def _completions(ls: ListServer, params: types.CompletionParams) -> types.CompletionList:
        uri = params.text_document.uri
        text = ls.workspace.get_text_document(uri).source
        return completions(await ls.latest(uri), Source(text), params.position)

    return server


def serve() -> None:
    """Talk to one editor over standard input and output until it disconnects."""
    sys.setswitchinterval(0.002)  # seconds; an analysis must give way to the answer to a key press
    server = make_server()
    stdout = os.fdopen(os.dup(sys.stdout.fileno()), "wb")  # pygls closes it when the editor disconnects
    try:
        server.start_io(stdout=stdout)
    finally:
        server.worker.shutdown(wait=False, cancel_futures=True)


def _wants(only: Sequence[types.CodeActionKind | str] | None, kind: types.CodeActionKind | str) -> bool:
    """Return whether an editor that asks for some kinds of actions wants this one: `source` asks for `source.fixAll` too."""
    if only is None:
        return True
    name = kind.value if isinstance(kind, types.CodeActionKind) else kind
    asked = (one.value if isinstance(one, types.CodeActionKind) else one for one in only)
    return any(name == one or name.startswith(f"{one}.") or not one for one in asked)


def _resolves(capabilities: types.ClientCapabilities) -> bool:
    """Return whether an editor asks later for the edit of an action."""
    documents = capabilities.text_document
    action = documents.code_action if documents is not None else None
    support = action.resolve_support if action is not None else None
    return support is not None and "edit" in support.properties


def _watches(capabilities: types.ClientCapabilities) -> bool:
    """Return whether an editor can be asked to say when files change that are not open in it."""
    workspace = capabilities.workspace
    watching = workspace.did_change_watched_files if workspace is not None else None
    return watching is not None and bool(watching.dynamic_registration)

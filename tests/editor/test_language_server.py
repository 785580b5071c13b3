"""The language server over standard input and output, as an editor meets it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from conversation import Editor, Server, applied, editing, talk
from lsprotocol import types
from net.thread import LocalInternet

import awesomelint

LIST = """# Awesome Flows 🌊

## Models

1. **Alpha 流 Nets 🚀 Explained** ACL 2020

   *Ada Berg, Bo Li* [[pdf](https://arxiv.org/abs/2001.00001)]
2. **Beta Nets Explained** ACL 2020

   *Ada Berg, Cy Dahl* [[pdf](https://arxiv.org/abs/2001.00002)]
2. **Gamma Nets Explained** ICLM 2021

   *Ada Berg, Di Eck* [[pdf](https://arxiv.org/abs/2001.00003)]
"""
EVERYWHERE = types.Range(start=types.Position(0, 0), end=types.Position(99, 0))
RESOLVING = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(
        code_action=types.CodeActionClientCapabilities(
            resolve_support=types.ClientCodeActionResolveOptions(properties=["edit"])
        )
    )
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("root"))
    yield server
    server.close()


def codes(findings: list[types.Diagnostic]) -> list[object]:
    return [finding.code for finding in findings]


def test_findings_come_and_go_with_the_text(tmp_path: Path) -> None:
    async def conversation() -> None:
        async with editing(tmp_path / "README.md") as editor:
            found = await editor.open(LIST)
            assert codes(found) == [one.code for one in awesomelint.lint(LIST)]
            assert "NUM101" in codes(found)
            editor.type("3", 10, 0, 1)
            assert "NUM101" not in codes(await editor.findings())

    talk(conversation())


def test_places_are_counted_in_utf16(tmp_path: Path, server: Server) -> None:
    text = "- **流 🚀🚀 A** [[pdf](https://example.org/1)] [code]](https://example.org/2)\n"

    async def conversation() -> None:
        async with server.editing(tmp_path / "README.md") as editor:
            (found,) = [one for one in await editor.open(text) if one.code == "FMT202"]
            line = text.encode("utf-16-le")
            start, end = found.range.start.character, found.range.end.character
            shown = line[2 * start : 2 * end].decode("utf-16-le")
            (expected,) = [one for one in awesomelint.lint(text) if one.code == "FMT202"]
            assert shown == text[expected.span.slice()]
            assert text.index(shown) < start  # two rockets before it count twice

    server.talk(conversation())


def test_a_quick_fix_mends_one_finding(tmp_path: Path, server: Server) -> None:
    async def conversation() -> None:
        async with server.editing(tmp_path / "README.md") as editor:
            found = await editor.open(LIST)
            number = next(one for one in found if one.code == "NUM101")
            actions = await editor.actions(number.range, "quickfix")
            mending, *keeping = [one for one in actions if one.diagnostics and one.diagnostics[0].code == "NUM101"]
            assert mending.is_preferred
            assert "\n3. **Gamma" in applied(LIST, mending.edit)
            assert [one.title for one in keeping] == [
                "Do not report NUM101 on this line",
                "Do not report NUM101 in this file",
            ]
            for action in keeping:
                left = awesomelint.lint(applied(LIST, action.edit))
                assert "NUM101" not in {one.code for one in left}
                assert not any(one.code.startswith("SUP") for one in left)

    server.talk(conversation())


def test_whitespace_is_a_hint_and_one_action_fixes_all_of_it(tmp_path: Path, server: Server) -> None:
    text = LIST.replace("ACL 2020\n", "ACL 2020 \n") + "\n\n"

    async def conversation(opened: AbstractAsyncContextManager[Editor], *, is_resolving: bool) -> str:
        async with opened as editor:
            found = await editor.open(text)
            hints = [one for one in found if one.severity is types.DiagnosticSeverity.Hint]
            assert {one.code for one in hints} == {"FMT215", "FMT217"}
            assert all(one.severity is not types.DiagnosticSeverity.Hint for one in found if one not in hints)
            (action,) = [one for one in await editor.actions(hints[0].range) if one.title.startswith("Fix all white")]
            assert action.title == f"Fix all whitespace ({len(hints)} places)"
            number = next(one for one in found if one.code == "NUM101")
            assert not any("whitespace" in one.title for one in await editor.actions(number.range))
            if is_resolving:
                assert action.edit is None
                action = await editor.client.code_action_resolve_async(action)
            return applied(text, action.edit)

    path = tmp_path / "README.md"
    assert server.talk(conversation(server.editing(path), is_resolving=False)) == LIST
    assert talk(conversation(editing(path, RESOLVING), is_resolving=True)) == LIST


def test_whitespace_that_the_configuration_raises_is_no_hint(tmp_path: Path, server: Server) -> None:
    (tmp_path / ".awesomelint.yaml").write_text("severity: {FMT215: warning}\n", encoding="utf-8")

    async def conversation() -> None:
        async with server.editing(tmp_path / "README.md") as editor:
            found = await editor.open(LIST.replace("ACL 2020\n", "ACL 2020 \n"))
            severities = {one.severity for one in found if one.code == "FMT215"}
            assert severities == {types.DiagnosticSeverity.Warning}

    server.talk(conversation())


def test_fix_all_is_what_the_command_line_does(tmp_path: Path, server: Server) -> None:
    async def conversation(opened: AbstractAsyncContextManager[Editor], *, is_resolving: bool) -> str:
        async with opened as editor:
            await editor.open(LIST)
            (action,) = await editor.actions(EVERYWHERE, "source.fixAll")
            if is_resolving:
                assert action.edit is None
                action = await editor.client.code_action_resolve_async(action)
            return applied(LIST, action.edit)

    wanted = awesomelint.fix(LIST).source.text
    assert wanted != LIST
    path = tmp_path / "README.md"
    assert server.talk(conversation(server.editing(path), is_resolving=False)) == wanted
    assert talk(conversation(editing(path, RESOLVING), is_resolving=True)) == wanted


def test_hovering_tells_why_and_what(tmp_path: Path, server: Server) -> None:
    async def at(editor: Editor, line: int, character: int) -> str:
        params = types.HoverParams(text_document=editor.identifier, position=types.Position(line, character))
        hover = await editor.client.text_document_hover_async(params)
        if hover is None:
            return ""
        assert isinstance(hover.contents, types.MarkupContent)
        return hover.contents.value

    async def conversation() -> None:
        async with server.editing(tmp_path / "README.md") as editor:
            await editor.open(LIST)
            assert "**NUM101** sequential-numbers" in await at(editor, 10, 0)
            assert "`arxiv:2001.00001`" in await at(editor, 6, 35)
            assert "Association for Computational Linguistics" in await at(
                editor, 4, LIST.splitlines()[4].index("ACL") + 2
            )
            assert not await at(editor, 1, 0)

    server.talk(conversation())


def test_hovering_over_a_link_tells_of_its_paper_before_its_rules(tmp_path: Path, server: Server) -> None:
    text = "# Flows\n\n- [Alpha Nets Explained to Birds](https://arxiv.org/abs/2001.00001)\n"
    text += "- [Measuring the Depth of Old Lakes](https://arxiv.org/abs/2001.00001)\n"

    async def conversation() -> None:
        async with server.editing(tmp_path / "README.md") as editor:
            await editor.open(text)
            params = types.HoverParams(text_document=editor.identifier, position=types.Position(3, 50))
            hover = await editor.client.text_document_hover_async(params)
            assert hover is not None
            assert isinstance(hover.contents, types.MarkupContent)
            said = hover.contents.value
            assert 0 <= said.find("`arxiv:2001.00001`") < said.find("**DUP304**")

    server.talk(conversation())


def test_the_outline_has_sections_and_entries(tmp_path: Path, server: Server) -> None:
    async def conversation() -> None:
        async with server.editing(tmp_path / "README.md") as editor:
            await editor.open(LIST)
            params = types.DocumentSymbolParams(text_document=editor.identifier)
            (title,) = await editor.client.text_document_document_symbol_async(params) or ()
            assert isinstance(title, types.DocumentSymbol)
            assert title.name == "Awesome Flows 🌊"
            (section,) = title.children or ()
            assert section.name == "Models"
            entries = list(section.children or ())
            assert [(one.name, one.detail) for one in entries] == [
                ("Alpha 流 Nets 🚀 Explained", "ACL 2020"),
                ("Beta Nets Explained", "ACL 2020"),
                ("Gamma Nets Explained", "ICLM 2021"),
            ]
            assert [one.range.start.line for one in entries] == [4, 7, 10]
            for one in (title, section, *entries):
                assert one.range.start <= one.selection_range.start
                assert one.selection_range.end <= one.range.end

    server.talk(conversation())


def test_labels_and_venues_are_completed(tmp_path: Path, server: Server) -> None:
    async def words(editor: Editor, line: int, character: int) -> list[str]:
        params = types.CompletionParams(text_document=editor.identifier, position=types.Position(line, character))
        found = await editor.client.text_document_completion_async(params)
        assert isinstance(found, types.CompletionList)
        return [item.label for item in found.items]

    async def conversation() -> None:
        async with server.editing(tmp_path / "README.md") as editor:
            await editor.open(LIST)
            end = len("   *Ada Berg, Di Eck* [[pdf](https://arxiv.org/abs/2001.00003)]")
            editor.type(" [[", 12, end)
            assert await words(editor, 12, end + 3) == ["pdf"]
            editor.type(" E", 12, end, end + 3)
            venues = await words(editor, 12, end + 2)
            assert venues[0] == "ACL"  # the list writes it
            assert "EMNLP" in venues
            assert await words(editor, 12, 40) == []  # inside a URL

    server.talk(conversation())


def test_the_configuration_is_read_again_when_it_changes(tmp_path: Path, server: Server) -> None:
    config = tmp_path / ".awesomelint.yaml"

    async def conversation() -> None:
        async with server.editing(tmp_path / "README.md") as editor:
            assert "NUM101" in codes(await editor.open(LIST))
            config.write_text("ignore: [NUM101]\n", encoding="utf-8")
            editor.type(" ", 0, 1)
            assert "NUM101" not in codes(await editor.findings())
            config.write_text("ignroe: [NUM101]\n", encoding="utf-8")
            editor.type(" ", 0, 1)
            (problem,) = await editor.findings()
            assert "ignroe" in problem.message
            assert problem.severity is types.DiagnosticSeverity.Error

    server.talk(conversation())


def test_findings_on_record_are_silent_until_their_entry_changes(tmp_path: Path, server: Server) -> None:
    path = tmp_path / "README.md"
    path.write_text(LIST, encoding="utf-8")
    (tmp_path / ".awesomelint.yaml").write_text("baseline: old.json\n", encoding="utf-8")
    command = [sys.executable, "-m", "awesomelint", "--no-links", "--no-cache"]
    subprocess.run([*command, "--write-baseline", path], check=True, capture_output=True)
    said = subprocess.run([*command, path], check=False, capture_output=True, encoding="utf-8")
    assert said.returncode == 0, said.stdout
    assert "not reported" in said.stdout + said.stderr

    async def conversation() -> None:
        async with server.editing(path) as editor:
            assert await editor.open(LIST) == []
            assert await editor.actions(EVERYWHERE) == []  # what is silent is not mended either
            editor.type("!", 10, len("2. **Gamma Nets Explained"))
            changed = codes(await editor.findings())
            assert "NUM101" in changed
            assert changed == [
                one.code for one in awesomelint.lint(LIST.replace("Gamma Nets Explained", "Gamma Nets Explained!"))
            ]
            (tmp_path / "old.json").write_text("{}", encoding="utf-8")
            editor.type(" ", 0, 1)
            (problem,) = await editor.findings()
            assert "old.json" in problem.message

    server.talk(conversation())


def test_files_before_the_open_one_are_known(tmp_path: Path, server: Server) -> None:
    (tmp_path / ".awesomelint.yaml").write_text("lists: [{parts: [README.md, papers/*.md]}]\n", encoding="utf-8")
    first, second = tmp_path / "README.md", tmp_path / "papers" / "b.md"
    second.parent.mkdir()
    first.write_text("- [Alpha Networks for Birds](https://arxiv.org/abs/1909.10351)\n", encoding="utf-8")
    text = "- [Alpha networks for birds](https://arxiv.org/pdf/1909.10351v2)\n"
    second.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "awesomelint", "--no-links", "--no-cache", "--output-format", "json", str(second)]
    said = json.loads(subprocess.run(command, check=False, capture_output=True, encoding="utf-8").stdout)

    async def conversation() -> None:
        async with server.editing(second) as editor:
            found = await editor.open(text)
            assert "DUP302" in codes(found)
            assert codes(found) == [one["code"] for one in said]
            first.write_text("- [Beta Networks for Fish](https://arxiv.org/abs/1910.01108)\n", encoding="utf-8")
            editor.type(" ", 0, 1)
            assert "DUP302" not in codes(await editor.findings())
            (second.parent / "a.md").write_text(text, encoding="utf-8")  # another part, before this one
            editor.type(" ", 0, 1)
            assert "DUP302" in codes(await editor.findings())
            first.unlink()
            first.mkdir()
            editor.type(" ", 0, 1)
            (problem,) = await editor.findings()
            assert "README.md" in problem.message

    server.talk(conversation())


@pytest.mark.slow
def test_files_around_the_list_are_watched(tmp_path: Path) -> None:
    capabilities = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
        )
    )

    async def conversation() -> None:
        async with editing(tmp_path / "README.md", capabilities) as editor:
            registered = await editor.registered()
            assert [one.method for one in registered] == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
            assert "NUM101" in codes(await editor.open(LIST))
            config = tmp_path / ".awesomelint.yaml"
            config.write_text("ignore: [NUM101]\n", encoding="utf-8")
            editor.published.clear()
            event = types.FileEvent(config.as_uri(), types.FileChangeType.Created)
            editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
            assert "NUM101" not in codes(await editor.findings())

    talk(conversation())


@pytest.mark.slow
def test_fast_typing_is_answered_for_the_last_version(tmp_path: Path, server: Server) -> None:
    text = LIST + "".join(
        f"{number}. **Paper {number} on Flows** ACL 2020\n\n   *Ada Berg* [[pdf](https://arxiv.org/abs/2002.{number:05})]\n"
        for number in range(4, 1500)
    )

    async def conversation() -> None:
        async with server.editing(tmp_path / "README.md") as editor:
            await editor.open(text)
            for count in range(20):
                editor.type("x", 4, 5 + count)
                await asyncio.sleep(0)
            await editor.findings()
            versions = [one.version for one in editor.published]
            assert versions[-1] == editor.version
            assert len(versions) < 20  # what nobody sees any more is not linted

    server.talk(conversation())


def test_text_without_a_file(tmp_path: Path, server: Server) -> None:
    async def conversation() -> None:
        async with server.editing(tmp_path / "README.md") as editor:
            editor.uri = "untitled:Untitled-1"
            assert "NUM101" in codes(await editor.open(LIST))

    server.talk(conversation())


def test_exit_is_silent(tmp_path: Path) -> None:
    calls: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    bodies = [json.dumps({"jsonrpc": "2.0", **call}) for call in calls]
    sent = "".join(f"Content-Length: {len(body)}\r\n\r\n{body}" for body in bodies)
    command = [sys.executable, "-m", "awesomelint", "lsp"]
    done = subprocess.run(command, input=sent.encode(), capture_output=True, cwd=tmp_path, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b'"id": 2' in done.stdout


PEBBLES = "https://arxiv.org/abs/2501.10001"
STONES = """\
# Quiet Science

## Stones

1. **Stones that Roll Uphill** *Una Rock, Vic Sand* ICML 2021 [[pdf](https://arxiv.org/abs/2001.00001)]
2. **Sorting Sand by Color** *Vic Sand, Wim Till* ICLR 2022 [[pdf](https://arxiv.org/abs/2001.00002)]
3. **What Gravel Remembers** *Una Rock, Xia Silt* ICLR 2023 [[pdf](https://arxiv.org/abs/2001.00003)]

## Notes

"""
ENTRY = f"4. **Learning to Sort Pebbles by Gentle Shaking** *Ada Pebble, Bo Gravel* ICLR 2025 [[pdf]({PEBBLES})]"
REWRITE = types.CodeActionKind.RefactorRewrite.value


def at(line: int) -> types.Range:
    return types.Range(start=types.Position(line, 0), end=types.Position(line, 0))


def test_a_url_becomes_an_entry_when_a_person_asks(
    tmp_path: Path, inside: LocalInternet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path))
    gap, last = "\n\n## Notes", STONES.splitlines()[6]

    async def conversation() -> None:
        async with editing(tmp_path / "README.md", RESOLVING) as editor:

            async def rewrite(text: str) -> None:
                editor.erase(types.Position(0, 0), types.Position(99, 0))
                editor.type(text, 0, 0)
                await editor.findings()

            await editor.open("")
            for written in (PEBBLES, f"4. <{PEBBLES}>", "- arXiv:2501.10001"):
                for between in ("\n", "\n\n"):
                    text = STONES.replace(f"{last}{gap}", f"{last}{between}{written}{gap}")
                    line = text.splitlines().index(written)
                    await rewrite(text)
                    (offered,) = await editor.actions(at(line), REWRITE)
                    assert offered.edit is None
                    asked = len(inside.requests)
                    done = await editor.client.code_action_resolve_async(offered)
                    assert applied(text, done.edit) == STONES.replace(last, f"{last}\n{ENTRY}"), (written, between)
                    assert len(inside.requests) == asked or (written, between) == (PEBBLES, "\n")
                    assert await editor.actions(at(line - 3), REWRITE) == []
            await rewrite(f"{STONES}{PEBBLES}\n")
            (offered,) = await editor.actions(at(10), REWRITE)
            assert (await editor.client.code_action_resolve_async(offered)).edit is None
            (said,) = editor.messages
            assert said.endswith('README.md:11: section "Notes" has no entries to take the form from')

    talk(conversation())


def test_an_editor_that_wants_edits_at_once_is_offered_none_that_ask_the_network(
    tmp_path: Path, server: Server
) -> None:
    async def conversation() -> None:
        async with server.editing(tmp_path / "README.md") as editor:
            await editor.open(f"{STONES}{PEBBLES}\n")
            assert await editor.actions(at(10), REWRITE) == []

    server.talk(conversation())

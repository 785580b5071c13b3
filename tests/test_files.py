"""Files are found as git sees them, read with clear words about what is wrong, and replaced whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from awesomelint import files as inputs
from awesomelint.errors import InputError, OutputError
from awesomelint.files import Input, find_inputs, read_source, readme_here, replace_file, walk


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def make(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(f"# {path}\n")


def names(folder: str = ".") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def found(*arguments: str) -> list[str]:
    return [str(item) if isinstance(item, InputError) else item.name for item in find_inputs(arguments)]


def test_a_folder_stands_for_the_markdown_below_it() -> None:
    make("README.md", "b.markdown", "C.MD", "notes.txt", "docs/a.md", "docs/deep/b.md", "code.py")
    assert found(".") == ["C.MD", "README.md", "b.markdown", "docs/a.md", "docs/deep/b.md"]
    assert found("docs") == ["docs/a.md", "docs/deep/b.md"]


def test_what_is_hidden_or_not_ones_own_is_skipped() -> None:
    make(
        ".git/a.md",
        ".hidden/a.md",
        ".hidden.md",
        "node_modules/x/a.md",
        "CONTRIBUTING.md",
        "contributing.zh-CN.md",
        "docs/Contributing_fr.md",
        "docs/pull_request_template.md",
        "PULL_REQUEST_TEMPLATE/a.md",
        "SUPPORT.md",
        ".github/a.md",
        "env/a.md",
        "env/pyvenv.cfg",
        "security-tools.md",
        "z.md",
    )
    assert found(".") == ["security-tools.md", "z.md"]


def test_gitignore_is_heeded_also_in_folders_below() -> None:
    make("a.md", "build/b.md", "docs/c.md", "docs/d.md", "docs/keep/d.md", "e.md")
    Path(".gitignore").write_text("build/\n/e.md\n# comment\n")
    Path("docs/.gitignore").write_text("d.md\n!keep/d.md\n")
    assert found(".") == ["a.md", "docs/c.md", "docs/keep/d.md"]


def test_a_deeper_gitignore_takes_back_what_a_higher_one_says() -> None:
    make("docs/a.md", "docs/b.md")
    Path(".gitignore").write_text("*.md\n")
    Path("docs/.gitignore").write_text("!a.md\n")
    assert found(".") == ["docs/a.md"]


def test_gitignore_of_the_repository_holds_in_its_folders() -> None:
    make("docs/a.md", "docs/b.md", "docs/deep/b.md")
    Path(".git").mkdir()
    Path(".gitignore").write_text("docs/b.md\n")
    assert found("docs") == ["docs/a.md", "docs/deep/b.md"]
    os.chdir("docs")
    assert found(".") == ["a.md", "deep/b.md"]


def test_without_a_repository_only_what_lies_below_counts() -> None:
    make("docs/a.md")
    Path(".gitignore").write_text("*.md\n")
    assert found("docs") == ["docs/a.md"]


def test_an_ignored_folder_that_is_named_is_searched() -> None:
    make("build/a.md", "build/b.md")
    Path(".git").mkdir()
    Path(".gitignore").write_text("build/\n")
    Path("build/.gitignore").write_text("b.md\n")
    assert found("build") == ["build/a.md"]


def test_a_file_that_is_named_is_taken() -> None:
    make("a.md", ".hidden.md", "notes.txt")
    Path(".gitignore").write_text("*\n")
    assert found("a.md", ".hidden.md", "notes.txt") == ["a.md", ".hidden.md", "notes.txt"]


def test_what_is_no_pattern_is_passed_over() -> None:
    make("a.md", "b.md")
    Path(".gitignore").write_text("!\n/\nb.md\n\\\n")
    assert found(".") == ["a.md"]


def test_a_file_is_taken_once() -> None:
    make("a.md", "docs/b.md")
    Path("link.md").symlink_to("a.md")
    assert found("a.md", "./a.md", "link.md", ".", "docs/../a.md", "-", "-") == ["a.md", "docs/b.md", "<stdin>"]


def test_linked_folders_are_not_entered() -> None:
    make("docs/a.md")
    Path("docs/loop").symlink_to("..")
    assert found(".") == ["docs/a.md"]


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("missing.md", "missing.md: no such file or folder"),
        ("a.md/below", "a.md/below: no such file or folder"),
        ("empty", "empty: no Markdown file in this folder"),
        ("", '"": no such file or folder'),
        ("nul\0.md", "nul\0.md: no such file"),
        ("x" * 300, f"{'x' * 300}: the name is too long"),
    ],
)
def test_an_argument_that_names_nothing_is_told(argument: str, said: str) -> None:
    make("a.md")
    Path("empty").mkdir()
    assert found(argument, "a.md") == [said, "a.md"]


def test_a_very_deep_folder_is_walked() -> None:
    deep = Path("/".join(["d"] * 400))
    deep.mkdir(parents=True)
    (deep / "a.md").touch()
    assert len(list(walk(Path()))) == 1


def test_readme_here() -> None:
    assert readme_here() is None
    Path("README.md").mkdir()
    assert readme_here() is None
    make("Readme.md")
    assert readme_here() == "Readme.md"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"# ok\n\xff\xfe", "list.md:2:1: not valid UTF-8: byte 0xff; save the file as UTF-8"),
        ("论\r\nab".encode() + b"\xc3(", "list.md:2:3: not valid UTF-8: byte 0xc3; save the file as UTF-8"),
        (b"\x89PNG\r\n\x00\x00", "list.md: this is a binary file, not Markdown"),
        (b"text\x00text", "list.md: this is a binary file, not Markdown"),
        ("text".encode("utf-16"), "list.md: the file is UTF-16; save it as UTF-8"),
    ],
)
def test_what_is_no_text_is_told(data: bytes, said: str) -> None:
    Path("list.md").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_source(Input("list.md", Path("list.md")))
    assert str(caught.value) == said


def test_a_file_can_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_BYTES", 1024 * 1024)
    Path("a.md").write_bytes(b"a" * (1024 * 1024))
    assert len(read_source(Input("a.md", Path("a.md"))).text) == 1024 * 1024
    Path("a.md").write_bytes(b"a" * (1024 * 1024 + 1))
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_source(Input("a.md", Path("a.md")))


def test_a_file_that_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"^a\.md: permission denied$"):
        read_source(Input("a.md", Path("a.md")))


# -- replacing


def test_a_file_is_replaced_and_keeps_its_mode() -> None:
    make("a.md")
    Path("a.md").chmod(0o754)
    replace_file(Path("a.md"), b"new", expected=b"# a.md\n")
    assert Path("a.md").read_bytes() == b"new"
    assert stat.S_IMODE(Path("a.md").stat().st_mode) == 0o754
    assert names() == ["a.md"]


def test_a_link_keeps_pointing() -> None:
    make("real/a.md")
    Path("a.md").symlink_to("real/a.md")
    replace_file(Path("a.md"), b"new")
    assert Path("a.md").is_symlink()
    assert Path("real/a.md").read_bytes() == b"new"


def test_a_new_file_is_created_with_the_usual_mode() -> None:
    before = os.umask(0o027)
    try:
        replace_file(Path("new.md"), b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(Path("new.md").stat().st_mode) == 0o640


def test_a_read_only_file_is_left_alone() -> None:
    make("a.md")
    Path("a.md").chmod(0o444)
    with pytest.raises(OutputError, match=r"^a\.md: cannot be written: the file is read-only$"):
        replace_file(Path("a.md"), b"new")
    assert Path("a.md").read_text() == "# a.md\n"
    assert names() == ["a.md"]


def test_somebodys_changes_are_left_alone() -> None:
    make("a.md")
    with pytest.raises(OutputError, match=r"not written: the file was changed in the meantime"):
        replace_file(Path("a.md"), b"new", expected=b"old")
    with pytest.raises(OutputError, match=r"the file is gone"):
        replace_file(Path("b.md"), b"new", expected=b"old")
    assert Path("a.md").read_text() == "# a.md\n"


@pytest.mark.parametrize("name", ["folder", "missing/a.md"])
def test_what_is_no_file_is_told(name: str) -> None:
    Path("folder").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        replace_file(Path(name), b"new")


@pytest.mark.parametrize("step", ["fsync", "fchmod"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_content_and_no_litter(
    monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    make("a.md")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, step, fail)
    with pytest.raises((OutputError, KeyboardInterrupt)) as caught:
        replace_file(Path("a.md"), b"new")
    if isinstance(error, OSError):
        assert str(caught.value) == "a.md: cannot be written: no space left on device"
    assert Path("a.md").read_text() == "# a.md\n"
    assert names() == ["a.md"]


def test_the_temporary_file_lies_beside_the_target(monkeypatch: pytest.MonkeyPatch) -> None:
    make("docs/a.md")
    seen: list[list[str]] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append(names("docs")))
    replace_file(Path("docs/a.md"), b"new")
    assert seen[0][0].startswith(".a.md.")
    assert seen[0][0].endswith(".tmp")

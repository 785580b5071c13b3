"""Places in the text of Python modules that a reader has to run after: who imports what, what is set from elsewhere.

How each kind is told, which `house.py` counts:

- A module has one importer if one other module names it in an import statement, wherever that stands. `__init__.py` is not
  counted, and what is imported by a name in a string is not seen.
- An attribute of another object is written where `x.attribute` is the target of any assignment or `del` (of a loop or `with`
  too), and `x` is not just `self` or `cls`, nor a name that the same function binds to a new object: to what a class returns
  (anything called whose name begins with a capital), `cls(...)`, `type(...)(...)` or `__new__(...)`. So `self.linter.read = 0`
  counts, and so does a write to what `parse()` has returned; `setattr` does not.
- A private name is foreign where it is imported; where it follows something imported (`re._parser`); and where nothing of ours
  defines it, which is how private parts of objects of libraries show. `os._exit` is documented, as are the methods of named
  tuples.
- A test of `MIN_SHARE` is a comparison in which the name stands.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

Scope = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef
NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
PUBLIC = {"_asdict", "_exit", "_field_defaults", "_fields", "_make", "_replace"}


class Module(NamedTuple):
    """A module: its dotted name, its path below the package, its text, and that parsed."""

    name: str
    file: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.text.splitlines())

    @property
    def is_package(self) -> bool:
        """Whether it is an `__init__.py`."""
        return self.file.endswith("__init__.py")

    def code_lines(self) -> tuple[int, int]:
        """Return the lines with something else than comments and docstrings, and those of them that are no import."""
        lines: set[int] = set()
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type not in NO_CODE:
                lines.update(range(token.start[0], token.end[0] + 1))
        imports: set[int] = set()
        for node in ast.walk(self.tree):
            match node:
                case ast.Expr(value=ast.Constant(value=str())):  # below a function, a class or a field
                    lines.difference_update(_lines(node))
                case ast.Import() | ast.ImportFrom():
                    imports.update(_lines(node))
        return len(lines), len(lines - imports)

    def functions(self) -> Iterator[tuple[str, int]]:
        """Yield every function and how many lines it has, from `def` on."""
        for scope in _scopes(self.tree):
            if not isinstance(scope, ast.Module):
                yield f"{self.file}: {scope.name}", len(_lines(scope))


def read_modules(package: Path) -> list[Module]:
    """Return all modules of a package, by path."""
    modules = []
    for path in sorted(package.rglob("*.py")):
        inner = path.relative_to(package)
        names = [package.name, *inner.parent.parts, *([] if path.stem == "__init__" else [path.stem])]
        text = path.read_text(encoding="utf-8")
        modules.append(Module(".".join(names), inner.as_posix(), text, ast.parse(text)))
    return modules


def find_places(modules: Sequence[Module]) -> dict[str, list[str]]:
    """Return the places of each kind, in the order of modules and lines."""
    defined = {name for module in modules for name in _defined(module.tree)}
    kinds: dict[str, Callable[[ast.Module], Iterator[ast.expr | ast.stmt]]] = {
        "imports inside functions": _inner_imports,
        "writes to attributes of other objects": _outside_writes,
        "uses of gc": lambda tree: _uses(tree, "gc"),
        "context variables": lambda tree: _calls(tree, "ContextVar"),
        "foreign private names": lambda tree: _foreign_private(tree, defined),
        "tests of MIN_SHARE": lambda tree: _tests(tree, "MIN_SHARE"),
    }
    places = {"modules with one importer": list(_with_one_importer(modules))}
    for kind, find in kinds.items():
        places[kind] = [
            f"{module.file}:{node.lineno}: {ast.unparse(node).splitlines()[0]}"
            for module in modules
            for node in sorted(find(module.tree), key=lambda node: (node.lineno, node.col_offset))
        ]
    return places


def _lines(node: ast.expr | ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _scopes(tree: ast.Module) -> Iterator[Scope]:
    """Yield a module and all functions in it."""
    return (node for node in ast.walk(tree) if isinstance(node, Scope))


def _nodes(scope: Scope) -> Iterator[ast.AST]:
    """Yield what stands in a function or module, and not in a function in it."""
    pending = list(ast.iter_child_nodes(scope))
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            pending.extend(ast.iter_child_nodes(node))


def _with_one_importer(modules: Iterable[Module]) -> Iterator[str]:
    names = {module.name for module in modules}
    importers: dict[str, set[str]] = defaultdict(set)
    for module in modules:
        for imported in _imported(module.tree):
            importers[imported if imported in names else imported.rpartition(".")[0]].add(module.name)
    for module in modules:
        others = importers[module.name] - {module.name}
        if len(others) == 1 and not module.is_package:
            yield f"{module.file}: {min(others)}"


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield the dotted names that are imported: of modules, and of things in them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _inner_imports(tree: ast.Module) -> Iterator[ast.stmt]:
    for scope in _scopes(tree):
        if not isinstance(scope, ast.Module):
            yield from (node for node in _nodes(scope) if isinstance(node, ast.Import | ast.ImportFrom))


def _outside_writes(tree: ast.Module) -> Iterator[ast.expr]:
    for scope in _scopes(tree):
        nodes = list(_nodes(scope))
        own = {"self", "cls", *_made(nodes)}
        for node in nodes:
            if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load) and not _is_name(node.value, own):
                yield node


def _made(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the names that are bound to new objects."""
    for node in nodes:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=maker))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Call(func=maker))
                | ast.NamedExpr(target=ast.Name(id=name), value=ast.Call(func=maker))
                | ast.withitem(optional_vars=ast.Name(id=name), context_expr=ast.Call(func=maker))
            ):
                last = ast.unparse(maker).split(".")[-1]
                if last.lstrip("_")[:1].isupper() or last in ("cls", "__new__") or last.startswith("type("):
                    yield name


def _uses(tree: ast.Module, name: str) -> Iterator[ast.expr]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_name(node.value, {name}))


def _calls(tree: ast.Module, name: str) -> Iterator[ast.expr]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_name(node.func, {name}))


def _tests(tree: ast.Module, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(_is_name(inner, {name}) for inner in ast.walk(node)):
            yield node


def _defined(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module gives to functions, classes, variables, and attributes of `self` and `cls`."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()):
                yield name


def _foreign_private(tree: ast.Module, defined: set[str]) -> Iterator[ast.expr | ast.stmt]:
    """Yield imports and uses of private names of others. `defined` are the names that we define anywhere."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    bound = {(alias.asname or alias.name).split(".")[0] for node in imports for alias in node.names}
    for statement in imports:
        names = [alias.name for alias in statement.names]
        source = (statement.module or "") if isinstance(statement, ast.ImportFrom) else ""
        if any(_is_private(part) for name in (source, *names) for part in name.split(".")):
            yield statement
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_private(node.attr):
            root = ast.unparse(node).split(".")[0]
            if root in bound or node.attr not in defined:
                yield node


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC


def _is_name(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names

"""GitHub's pages: owners, repositories under their present and former names, what is in their branches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from net.messages import Response, page, redirect, text
from net.mishaps import REPOSITORIES, mishap
from net.sites import Exchange, Site
from net.world.load import Repository

if TYPE_CHECKING:
    from net.internet import Internet

NEW_NAME = "-renamed"
"""What is added to the name of a repository that nobody declared, and that is to have been renamed."""

TOO_MANY = 60
"""Pages a minute from one address, when GitHub is played as `limited`."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Where a path stands: the name of the branch, and what comes behind it."""

    ref: str
    path: str


def repository_of(net: Internet, name: str) -> Repository | None:
    """Return the repository that has this name, or once had it; None where there is none."""
    found = net.world.repositories.get(name.lower())
    if found is None and net.settings.all_exist and name.count("/") == 1 and all(name.split("/")):
        was = name.removesuffix(NEW_NAME)
        amiss = mishap(f"github {was.lower()}", net.settings.mishaps, REPOSITORIES)
        if amiss == "gone":
            return None
        return Repository(was + NEW_NAME if amiss == "renamed" else name, archived=amiss == "archived", branch="*")
    return found


def owner_exists(net: Internet, login: str) -> bool:
    return login.lower() in net.world.owners or net.settings.all_exist


def tree_of(repository: Repository, rest: str) -> Tree | None:
    """Read `branch/path`; None where there is no such branch, or nothing under that path in it."""
    if repository.branch == "*":
        return Tree(*rest.partition("/")[::2])
    for ref in (repository.branch, f"refs/heads/{repository.branch}", "HEAD", *repository.tags):
        if rest == ref or rest.startswith(f"{ref}/"):
            path = rest[len(ref) :].strip("/")
            return Tree(ref, path) if has_path(repository, path) else None
    return None


def has_path(repository: Repository, path: str) -> bool:
    """Tell whether there is a file or folder under that path: what is declared, and the folders above it."""
    return not path or any(known == path or known.startswith(f"{path}/") for known in repository.paths)


async def pages(exchange: Exchange) -> Response:
    """Answer as github.com does."""
    net, request = exchange.net, exchange.request
    mode = net.settings.mode("github")
    minute = [one for one in net.journal.requests if one.host == request.host and one.began > exchange.entry.began - 60]
    if mode == "rate-limited" or (mode == "limited" and len(minute) > TOO_MANY):
        return text("Too many requests\n", 429, retry_after="60")
    if mode == "forbidden":
        return text("You have exceeded a secondary rate limit.\n", 403)
    owner, _, rest = unquote(request.path).strip("/").partition("/")
    if not owner:
        return page("GitHub")
    name, _, rest = rest.partition("/")
    if not name:
        return page(owner) if owner_exists(net, owner) else not_found()
    repository = repository_of(net, f"{owner}/{name.removesuffix('.git')}")
    if repository is None:
        return not_found()
    if repository.disabled:
        return page("Repository unavailable due to DMCA takedown.", status=451)
    if repository.name.lower() != f"{owner}/{name}".removesuffix(".git").lower():
        return redirect(f"https://github.com/{repository.name}{f'/{rest}' if rest else ''}", 301)
    kind, _, inside = rest.partition("/")
    if kind in ("tree", "blob", "raw") and inside:
        return _inside(repository, kind, inside)
    archived = (
        "<p>This repository has been archived by the owner. It is now read-only.</p>" if repository.archived else ""
    )
    return page(f"GitHub - {repository.name}", archived)


def _inside(repository: Repository, kind: str, inside: str) -> Response:
    was = repository.branch_was
    if was and (inside == was or inside.startswith(f"{was}/")):
        return redirect(f"https://github.com/{repository.name}/{kind}/{repository.branch}{inside[len(was) :]}", 302)
    tree = tree_of(repository, inside)
    return not_found() if tree is None else page(f"{repository.name} at {tree.ref} - {tree.path or repository.name}")


def not_found() -> Response:
    return page("Page not found &middot; GitHub", status=404)


async def raw(exchange: Exchange) -> Response:
    """Answer as raw.githubusercontent.com does: `/owner/name/branch/path`."""
    owner, _, rest = unquote(exchange.request.path).strip("/").partition("/")
    name, _, inside = rest.partition("/")
    repository = repository_of(exchange.net, f"{owner}/{name}")
    tree = tree_of(repository, inside) if repository else None
    return text("404: Not Found", 404) if tree is None or not tree.path else text("What is in the file.\n")


PAGES = (
    Site("github.com", "GitHub's pages", pages),
    Site("www.github.com", "the same", pages),
    Site("raw.githubusercontent.com", "files in repositories", raw),
)

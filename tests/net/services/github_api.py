"""GitHub's APIs: GraphQL with a token, REST for a single repository with or without one.

Sources: docs.github.com/graphql/overview/rate-limits-and-node-limits-for-the-graphql-api,
docs.github.com/graphql/reference/objects, docs.github.com/rest/repos/repos.
A repository that was renamed answers to its old name with its new one.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from net.graphql import Field, QueryError, read_query
from net.messages import Response, answer_json, text
from net.services.github import has_path, owner_exists, repository_of, tree_of
from net.sites import Exchange, Site
from net.world.load import Repository

LIMIT = 5000
ANONYMOUS = 60
LONG = 50
"""With at least this many repositories a query is too long for GitHub, when it is played as `long-queries-fail`."""
RESET = "1790000000"

Errors = list[dict[str, Any]]


async def api(exchange: Exchange) -> Response:
    """Answer `POST /graphql` and `GET /repos/owner/name`."""
    net, request = exchange.net, exchange.request
    settings = net.settings
    mode = settings.mode("github-api")
    if not request.header("user-agent"):
        return text(
            "Request forbidden by administrative rules. Please make sure your request has a User-Agent header", 403
        )
    if mode == "down":
        return answer_json({"message": "Server Error"}, 502)
    if mode == "secondary-limit":
        return answer_json({"message": "You have exceeded a secondary rate limit."}, 403, retry_after="60")
    word, _, token = request.header("authorization").partition(" ")
    known = word.lower() in ("bearer", "token") and token == settings.github_token
    if word and not known:
        return answer_json({"message": "Bad credentials", "documentation_url": "https://docs.github.com/graphql"}, 401)
    if request.path == "/graphql":
        if not known:
            return answer_json({"message": "This endpoint requires you to be authenticated."}, 401)
        return _graphql(exchange)
    return _rest(exchange, known=known)


def _graphql(exchange: Exchange) -> Response:
    settings = exchange.net.settings
    if settings.github_remaining <= 0 or settings.mode("github-api") == "rate-limited":
        said = "API rate limit exceeded for user ID 1."
        return answer_json({"errors": [{"type": "RATE_LIMITED", "message": said}]}, limits=_limits(0, LIMIT, "graphql"))
    try:
        body = json.loads(exchange.request.body)
        fields = read_query(body["query"], body.get("variables") or {})
    except (ValueError, KeyError, TypeError):
        return answer_json({"message": "Problems parsing JSON"}, 400)
    except QueryError as error:
        return answer_json({"errors": [{"message": str(error), "locations": [{"line": 1, "column": 1}]}]})
    if (
        settings.mode("github-api") == "long-queries-fail"
        and sum(field.name == "repository" for field in fields) > LONG
    ):
        return answer_json({"message": "We couldn't respond to your request in time."}, 502)
    settings.github_remaining -= 1
    errors: Errors = []
    data = {field.key: _root(exchange, field, errors) for field in fields}
    answer: dict[str, Any] = {"errors": errors} if any("extensions" in error for error in errors) else {"data": data}
    if errors:
        answer["errors"] = errors
    return answer_json(answer, limits=_limits(settings.github_remaining, LIMIT, "graphql"))


def _root(exchange: Exchange, field: Field, errors: Errors) -> Any:
    net, given = exchange.net, field.arguments
    if field.name == "repository":
        name = f"{given.get('owner')}/{given.get('name')}"
        repository = repository_of(net, name)
        if repository is None:
            said = f"Could not resolve to a Repository with the name '{name}'."
            errors.append({"type": "NOT_FOUND", "path": [field.key], "message": said})
            return None
        return _pick(field, "Repository", _repository(repository), errors)
    if field.name in ("repositoryOwner", "user", "organization"):
        login = str(given.get("login"))
        if not owner_exists(net, login):
            if field.name != "repositoryOwner":
                kind = field.name.title()
                said = f"Could not resolve to a {kind} with the login of '{login}'."
                errors.append({"type": "NOT_FOUND", "path": [field.key], "message": said})
            return None
        return _pick(field, "User", _owner(login), errors)
    if field.name == "rateLimit":
        left = net.settings.github_remaining
        values = {"limit": LIMIT, "cost": 1, "remaining": left, "used": LIMIT - left, "resetAt": "2026-09-21T14:13:20Z"}
        return _pick(field, "RateLimit", {key: _constant(value) for key, value in values.items()}, errors)
    if field.name == "viewer":
        return _pick(field, "User", _owner("somebody"), errors)
    return _unknown(field, "Query", errors)


Values = Mapping[str, Callable[[Field, Errors], Any]]


def _pick(field: Field, kind: str, values: Values, errors: Errors) -> dict[str, Any]:
    """Return what is asked for of an object; fields of fragments on other types are left out."""
    picked: dict[str, Any] = {}
    for inner in field.fields:
        if inner.on in ("", kind, "Node", "RepositoryOwner", "GitObject"):
            picked[inner.key] = (
                values[inner.name](inner, errors) if inner.name in values else _typed(inner, kind, errors)
            )
    return picked


def _typed(field: Field, kind: str, errors: Errors) -> Any:
    return kind if field.name == "__typename" else _unknown(field, kind, errors)


def _unknown(field: Field, kind: str, errors: Errors) -> None:
    said = f"Field '{field.name}' doesn't exist on type '{kind}'"
    errors.append(
        {"message": said, "extensions": {"code": "undefinedField", "typeName": kind, "fieldName": field.name}}
    )


def _constant(value: Any) -> Callable[[Field, Errors], Any]:
    return lambda _field, _errors: value


def _owner(login: str) -> Values:
    values = {"login": login, "name": login, "url": f"https://github.com/{login}"}
    return {key: _constant(value) for key, value in values.items()}


def _repository(repository: Repository) -> Values:
    owner, _, name = repository.name.partition("/")
    values = {
        "nameWithOwner": repository.name,
        "name": name,
        "url": f"https://github.com/{repository.name}",
        "description": repository.description,
        "createdAt": repository.created,
        "homepageUrl": None,
        "isArchived": repository.archived,
        "archivedAt": "2024-01-01T00:00:00Z" if repository.archived else None,
        "isDisabled": repository.disabled,
        "isEmpty": repository.empty,
        "isFork": repository.fork,
        "isPrivate": False,
        "isLocked": False,
        "parent": None,
        "pushedAt": repository.pushed,
        "updatedAt": repository.pushed,
        "stargazerCount": 1,
    }

    def of_owner(field: Field, errors: Errors) -> Any:
        return _pick(field, "User", _owner(owner), errors)

    def branch(field: Field, errors: Errors) -> Any:
        return None if repository.empty else _pick(field, "Ref", {"name": _constant(repository.branch)}, errors)

    def topics(field: Field, errors: Errors) -> Any:
        def nodes(node: Field, errors: Errors) -> Any:
            return [_pick(node, "RepositoryTopic", {"topic": topic(name)}, errors) for name in repository.topics]

        def topic(name: str) -> Callable[[Field, Errors], Any]:
            return lambda inner, errors: _pick(inner, "Topic", {"name": _constant(name)}, errors)

        return _pick(field, "RepositoryTopicConnection", {"nodes": nodes}, errors)

    def inside(field: Field, errors: Errors) -> Any:
        return _object(repository, field, errors)

    return {key: _constant(value) for key, value in values.items()} | {
        "owner": of_owner,
        "defaultBranchRef": branch,
        "repositoryTopics": topics,
        "object": inside,
    }


def _object(repository: Repository, field: Field, errors: Errors) -> Any:
    """Return what `ref` or `ref:path` is: a commit, a tree, a blob; None where there is no such thing."""
    ref, colon, path = str(field.arguments.get("expression", "")).partition(":")
    path = path.strip("/")
    if (
        repository.empty
        or tree_of(repository, ref) is None
        or not (repository.branch == "*" or has_path(repository, path))
    ):
        return None
    kind = "Commit" if not colon else "Blob" if "." in path.rpartition("/")[2] else "Tree"
    oid = f"{zlib.crc32(path.encode()):08x}" * 5
    return _pick(field, kind, {"oid": _constant(oid), "id": _constant(oid), "byteSize": _constant(100)}, errors)


def _rest(exchange: Exchange, *, known: bool) -> Response:
    settings, parts = exchange.net.settings, exchange.request.path.strip("/").split("/")
    asked = sum(entry.host == exchange.request.host for entry in exchange.net.journal.requests)
    left = settings.github_remaining if known else ANONYMOUS - asked
    limits = _limits(max(left, 0), LIMIT if known else ANONYMOUS, "core")
    if left < 0 or settings.mode("github-api") == "rate-limited":
        return answer_json({"message": "API rate limit exceeded for 127.0.0.1."}, 403, limits=limits)
    if parts[0] == "users" and len(parts) == 2 and owner_exists(exchange.net, parts[1]):
        return answer_json({"login": parts[1]}, limits=limits)
    repository = repository_of(exchange.net, "/".join(parts[1:])) if parts[0] == "repos" and len(parts) == 3 else None
    if repository is None:
        return answer_json({"message": "Not Found", "status": "404"}, 404, limits=limits)
    if repository.disabled:
        return answer_json({"message": "Repository access blocked", "block": {"reason": "dmca"}}, 451, limits=limits)
    if repository.name.lower() != "/".join(parts[1:]).lower():
        to = f"https://api.github.com/repos/{repository.name}"
        return answer_json({"message": "Moved Permanently", "url": to}, 301, location=to, limits=limits)
    return answer_json(
        {"full_name": repository.name, "archived": repository.archived, "fork": repository.fork}, limits=limits
    )


def _limits(left: int, limit: int, resource: str) -> dict[str, str]:
    return {
        "x-ratelimit-limit": str(limit),
        "x-ratelimit-remaining": str(left),
        "x-ratelimit-used": str(limit - left),
        "x-ratelimit-reset": RESET,
        "x-ratelimit-resource": resource,
    }


API = (Site("api.github.com", "GitHub's API", api),)

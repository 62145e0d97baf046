"""What a door is: a route, how its address is filled, who may read it and who may act through it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from foundation.accounts.choices import Role
from foundation.accounts.middleware import CHOSEN

ADMIN, OFFICIAL, INSPECTOR = Role.ADMIN.value, Role.OFFICIAL.value, Role.INSPECTOR.value
LEADER, REVIEWER, TEAM_MANAGER = Role.LEADER.value, Role.REVIEWER.value, Role.TEAM_MANAGER.value
ROLES = frozenset(Role.values)
SIGNED_IN = frozenset([*ROLES, "nobody"])
PUBLIC = frozenset([*SIGNED_IN, "anonymous"])
NONE: frozenset[str] = frozenset()
OWN_TABLES = ("django_session", "axes_")
UNSAFE = ("post", "put", "patch", "delete")
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")


@dataclass(frozen=True)
class Door:
    """A route of the table. ``fill`` gives the arguments for an object of the first district.

    ``read`` and ``write`` name the roles that get in, from the object's own district; whoever holds them elsewhere does
    not find it. A door without an object, or one whose object is everybody's (``shared``), is open to both districts.
    """

    route: str
    read: frozenset[str] = NONE
    write: frozenset[str] = NONE
    fill: Callable[[Any], dict[str, Any]] = field(default=lambda world: {})
    shared: bool = False
    needs_records: bool = False  # names no object, but without records in the caller's district there is nothing
    query: str = ""

    def url(self, world: Any) -> str:
        return reverse(self.route, kwargs=self.fill(world)) + self.query

    def is_about_an_object(self, world: Any) -> bool:
        return self.needs_records or (bool(self.fill(world)) and not self.shared)

    @property
    def is_endpoint(self) -> bool:
        return self.route in ENDPOINTS


@dataclass(frozen=True)
class Visit:
    """What came of one request."""

    status: int
    writes: tuple[str, ...]
    body: str

    @property
    def is_let_in(self) -> bool:
        """Answered, sent on, or refused for what was said and not for who said it."""
        return self.status < 400 or self.status in (400, 405, 406, 409, 415, 422)

    @property
    def is_turned_away(self) -> bool:
        return self.status in (401, 403, 404, 405)


def of(thing: str) -> Callable[[Any], dict[str, Any]]:
    """The address of one thing by its key."""
    return lambda world: {"pk": world[thing].pk}


def routes() -> dict[str, str]:
    """Every named route of the portal with its pattern; the administration of Django is one door."""
    return {name: pattern for name, _entry, pattern in _walk(get_resolver()) if not name.startswith("admin:")}


def _walk(
    resolver: URLResolver, before: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern, str]]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield ":".join([*spaces, entry.name or pattern]), entry, pattern
        else:
            yield from _walk(entry, pattern, (*spaces, entry.namespace) if entry.namespace else spaces)


def view_class(route: str) -> type:
    """The class behind an endpoint."""
    callback = next(entry.callback for name, entry, _pattern in _walk(get_resolver()) if name == route)
    return getattr(callback, "cls", None) or callback.view_class


ENDPOINTS = frozenset(name for name, pattern in routes().items() if pattern.startswith("api/"))


def visit(actor: Any, method: str, url: str, *, grant: int | None = None) -> Visit:
    """Send one request as somebody (None: not signed in), in the place of one grant if named; undo whatever it did."""
    client, writes = Client(raise_request_exception=False), []
    if actor is not None:
        client.force_login(actor)
    if grant is not None:
        session = client.session
        session[CHOSEN] = grant
        session.save()
    body = {"data": "{}", "content_type": "application/json"} if url.startswith("/api/") and method != "get" else {}

    def watch(execute, statement, *rest):
        if is_write(str(statement)):
            writes.append(str(statement)[:120])
        return execute(statement, *rest)

    with transaction.atomic(), connection.execute_wrapper(watch):
        answer = getattr(client, method)(url, **body)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return Visit(answer.status_code, tuple(writes), text.decode("utf-8", errors="replace"))


def is_write(statement: str) -> bool:
    """Does a statement change rows, other than those of sessions and of the lockout?"""
    words = statement.upper().split()
    verb = words[0] if words else ""
    writes = verb in WRITES or (verb == "WITH" and any(word in WRITES for word in words))
    return writes and not any(table in statement for table in OWN_TABLES)

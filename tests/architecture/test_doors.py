"""Every door of the portal: it opens to whom it should, to nobody else, and reading changes nothing."""

import shutil
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse

from foundation.rest.idempotency import Idempotent
from tests.factories import GrantFactory, UserFactory

from .doors import UNSAFE, Door, routes, view_class, visit
from .doors_world import ELSEWHERE, HERE, SECRET, build

pytestmark = pytest.mark.django_db
TABLES = [
    import_module(f"{__package__}.{found.name}")
    for found in iter_modules([str(Path(__file__).parent)])
    if found.name.startswith("doors_") and found.name != "doors_world"
]
DOORS = {door.route: door for table in TABLES for door in table.DOORS}
WITHOUT_SESSION = (302, 401, 403, 404, 405)
OWN_KIND_OF_REPEAT = {"token", "check-submission", "check-submission-batch"}  # a sign-in; sent again by its client_id


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """One world for all doors; each visit undoes what it did, and the last one undoes the world."""
    with django_db_blocker.unblock(), transaction.atomic():
        folder = tmp_path_factory.mktemp("doors")
        with override_settings(MEDIA_ROOT=folder):
            built = build()
        built.files = folder
        yield built
        transaction.set_rollback(True)
    connection.close()


@pytest.fixture(autouse=True)
def _files_of_the_world(settings, world, tmp_path):
    """Each test has the files of the world for itself: what a visit does to files no transaction takes back."""
    settings.MEDIA_ROOT = shutil.copytree(world.files, tmp_path / "files")


@pytest.fixture
def _django_db_helper(world):
    """In the place of pytest-django's own: these tests share one world instead of an empty database each."""
    yield
    cache.clear()


def each(*, having=lambda door: True):
    return pytest.mark.parametrize(
        "door", [pytest.param(door, id=name) for name, door in DOORS.items() if having(door)]
    )


def test_every_route_has_its_line_in_the_table_and_every_line_its_route():
    known = set(routes())

    assert sorted(known - set(DOORS)) == [], "say in doors_….py who may use these"
    assert sorted(set(DOORS) - known) == []


@each()
def test_reading_opens_to_whom_it_should_and_changes_nothing(door: Door, world):
    found = []
    for label, actor, is_inside in callers(door, world, door.read):
        seen = visit(actor, "get", door.url(world))
        found += complaints(door, label, seen, may=label.split()[-1] in door.read and is_inside, method="get")
        if seen.writes:
            found.append(f"{label}: a GET wrote {seen.writes[0]}")
        if label.startswith("elsewhere") and SECRET in seen.body:
            found.append(f"{label}: reads what belongs to the other district")

    assert found == []


@each(having=lambda door: door.write)
def test_acting_opens_to_whom_it_should(door: Door, world):
    found = []
    for label, actor, is_inside in callers(door, world, door.write):
        seen = visit(actor, "post", door.url(world))
        may = label.split()[-1] in door.write and is_inside
        found += complaints(door, label, seen, may=may, method="post")
        if seen.writes and not may:
            found.append(f"{label}: wrote {seen.writes[0]}")

    assert found == []


@each()
def test_a_stranger_changes_nothing_by_any_method(door: Door, world):
    found = []
    for method in UNSAFE:
        seen = visit(None, method, door.url(world))
        is_open = "anonymous" in door.write
        if seen.status >= 500 or seen.writes or (seen.status not in WITHOUT_SESSION and not is_open):
            found.append(f"{method}: {seen.status} {seen.writes}")

    assert found == []


@each(having=lambda door: not door.write)
def test_a_door_for_reading_takes_nothing(door: Door, world):
    found = []
    for method in UNSAFE:
        seen = visit(world.root, method, door.url(world))
        if seen.status not in (401, 403, 404, 405) and method == "post" and door.read:
            found.append(f"{method}: {seen.status}")
        if seen.status >= 500:
            found.append(f"{method}: {seen.status}")

    assert found == []


@each(having=lambda door: door.is_endpoint and door.write)
def test_unsafe_calls_take_an_idempotency_key(door: Door):
    assert door.route in OWN_KIND_OF_REPEAT or issubclass(view_class(door.route), Idempotent)


def test_who_works_in_the_place_of_one_grant_finds_nothing_of_another(world):
    """The same person, the same records: chosen is the grant in the other district, and then that in the first."""
    both = UserFactory()
    grants = [GrantFactory(user=both, role="admin", region_id=code) for code in (HERE, ELSEWHERE)]
    about = [door for door in DOORS.values() if door.is_about_an_object(world) and "admin" in door.read]
    found, opened = [], 0
    for door in about:
        url = door.url(world)
        if visit(both, "get", url, grant=grants[0].pk).is_let_in:
            opened += 1
        elif visit(both, "get", url).is_let_in:
            found.append(f"{door.route}: shut in its own district")
        seen = visit(both, "get", url, grant=grants[1].pk)
        if seen.is_let_in or SECRET in seen.body:
            found.append(f"{door.route}: {seen.status}")

    assert found == []
    assert opened > len(about) * 0.9  # the rest belongs to whoever handed it in, wherever he works


def test_the_administration_of_django_opens_to_the_portals_administrator_only(world):
    pages = [reverse("admin:index")]
    pages += [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in admin.site._registry
    ]
    found = []
    for label, actor in [("anonymous", None), *world.here.items()]:
        found += [f"{label}: {url}" for url in pages if visit(actor, "get", url).status not in (302, 403, 404)]
    found += [url for url in pages if visit(world.root, "get", url).status != 200]

    assert found == []


def callers(door: Door, world, roles):
    """Strangers, everybody of the district, and of the other one those who hold one of the roles, and one more."""
    yield "anonymous", None, True
    yield "nobody", world.nobody, not door.is_about_an_object(world)
    for role, actor in world.here.items():
        yield f"here {role}", actor, True
    others = [role for role in world.elsewhere if role in roles] or ["admin"]
    for role in others:
        yield f"elsewhere {role}", world.elsewhere[role], not door.is_about_an_object(world)


def complaints(door: Door, label: str, seen, *, may: bool, method: str):
    """What is wrong with the answer to one caller."""
    if seen.status >= 500:
        yield f"{label}: {seen.status}"
    elif may:
        offered = getattr(door, "read" if method == "get" else "write")
        if offered and not seen.is_let_in:
            yield f"{label}: turned away with {seen.status}"
    elif label == "anonymous":
        if seen.status not in WITHOUT_SESSION:
            yield f"{label}: let in with {seen.status}"
    elif not seen.is_turned_away:
        yield f"{label}: let in with {seen.status}"
    elif label.startswith("elsewhere") and seen.status == 403 and label.split()[-1] in door.read | door.write:
        yield f"{label}: is told that the object is there"

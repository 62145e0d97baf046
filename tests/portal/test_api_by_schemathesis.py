"""Schemathesis calls every operation of the API with what its description allows and forbids; none is a fault."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import one_of
from schemathesis.generation import GenerationMode
from schemathesis.transport.serialization import serialize_binary

from foundation.accounts.authentication import digest_of
from foundation.accounts.choices import Role
from foundation.accounts.models import ApiToken
from tests.architecture.doors_world import build

pytestmark = pytest.mark.django_db
SCHEMA = "/api/v1/schema/?format=json"
EXAMPLES = 6
SERVED = 35  # of some seventy operations; 44 when this was written
LIMITS = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schemathesis.serializer("application/offset+octet-stream")
def pieces(context, value):
    """A piece of a file as it goes over the wire."""
    return serialize_binary(value)


THINGS = {"audit-entries": "audit_entry", "indicator-systems": "system", "notifications": "message"}


@pytest.fixture
def _connection_stays():
    """The application runs inside the transaction of the test, as it does under Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def world(_connection_stays):
    """Two districts with everything in the first, and the tokens of all who may do most."""
    made = build()
    moments = {"created_at": "2026-01-01T00:00:00Z", "expires_at": "2999-01-01T00:00:00Z"}
    for name, user in (("root", made.root), ("admin", made.here[Role.ADMIN])):
        ApiToken.objects.create(user=user, digest=digest_of(name), **moments)
    return made


def known(path: str, world) -> str | None:
    """The key of the object of the world that this address could name, if there is one."""
    resource = path.removeprefix("/api/v1/").split("/")[0]
    thing = world.things.get(THINGS.get(resource, resource.removesuffix("s").replace("-", "_")))
    return None if thing is None else str(thing.pk)


def answers_of(operation, world) -> dict[int, str]:
    """Call one operation some times, every other time at an object that exists; each call undoes what it did."""
    found, turn, key = {}, [0], known(operation.path, world)

    @LIMITS
    @given(case=one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    def call(case):
        turn[0] += 1
        if key is not None and turn[0] % 2 and "id" in case.path_parameters:
            case.path_parameters["id"] = key
        token = "root" if turn[0] % 3 else "admin"
        with transaction.atomic():
            answer = case.call(headers={"Authorization": f"Token {token}"})
            transaction.set_rollback(True)
        found[answer.status_code] = f"{operation.label}: {answer.status_code} {case.as_curl_command()}"

    call()
    return found


def test_no_call_that_schemathesis_thinks_of_is_answered_with_a_fault(world, settings):
    settings.ALLOWED_HOSTS = ["*"]
    schema = schemathesis.openapi.from_wsgi(SCHEMA, WSGIHandler(), headers={"Authorization": "Token root"})

    answers = {each.ok().label: answers_of(each.ok(), world) for each in schema.get_all_operations()}

    assert [call for told in answers.values() for status, call in told.items() if status >= 500] == []
    served = {label for label, told in answers.items() if min(told) < 300}
    assert len(served) > SERVED, "the calls no longer get past the door"


def test_the_description_of_the_api_is_openapi_3_1(world, settings):
    settings.ALLOWED_HOSTS = ["*"]
    schema = schemathesis.openapi.from_wsgi(SCHEMA, WSGIHandler(), headers={"Authorization": "Token root"})

    assert schema.raw_schema["openapi"] == "3.1.0"
    schema.validate()

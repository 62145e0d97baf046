"""What the machine room asks the portal."""

import pytest
from django.core.cache import cache
from django.db import connection

from portal.views import health


@pytest.fixture(autouse=True)
def _nothing_remembered():
    health._seen_migrated.clear()


def test_a_living_process_answers_without_a_database(client):
    assert client.get("/health/live").json() == {"status": "ok"}


@pytest.mark.django_db
def test_a_portal_that_can_serve_says_so(client):
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    fine = {"database": "ok", "migrations": "ok", "cache": "ok", "broker": "ok"}
    assert answer.json() == {"status": "ok", **fine}


@pytest.mark.django_db
def test_a_cache_that_does_not_answer_is_named(client, monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(type(cache._connections[cache._alias]), "get", broken)
    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["cache"], answer.json()["database"]) == (503, "no answer", "ok")


@pytest.mark.django_db
def test_a_table_that_is_still_missing_is_named(client):
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'jobs'")

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["migrations"]) == (503, "no answer")


@pytest.mark.django_db
def test_a_queue_that_does_not_answer_is_named(client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    health.app.conf.broker_read_url = "redis://127.0.0.1:1/0"
    try:
        assert client.get("/health/ready").json()["broker"] == "no answer"
    finally:
        health.app.conf.broker_read_url = None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("10.1.1.9", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "10.1.1.9"}, 404),
        ("10.1.1.9", {"Authorization": "Bearer let-me-in"}, 200),
        ("10.1.1.9", {"Authorization": "Bearer guess"}, 404),
        ("10.1.1.9", {"Authorization": ""}, 404),
    ],
)
def test_figures_are_for_this_machine_and_for_the_holder_of_the_token(client, settings, place, headers, status):
    settings.METRICS_TOKEN = "let-me-in"

    assert client.get("/metrics", headers=headers, REMOTE_ADDR=place).status_code == status

"""The URLs that name the database and the broker."""

import pytest

from portal.settings.urls_of_servers import UnusableUrl, database_from_url, redis_from_url


def test_a_database_url_gives_every_part_with_percent_signs_decoded():
    assert database_from_url("postgresql://port%40l:p%2Fw%23@db.example:6543/portal%20one?sslmode=require") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "portal one",
        "USER": "port@l",
        "PASSWORD": "p/w#",
        "HOST": "db.example",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://portal@/portal?host=/run/PG/sockets",
        "postgres://portal@%2Frun%2FPG%2Fsockets/portal",
        "postgresql:///portal?host=/run/PG/sockets&user=portal",
    ],
    ids=["host in the query", "host percent-encoded", "user in the query"],
)
def test_a_server_behind_a_socket_is_named_by_the_folder_of_the_socket(url):
    assert database_from_url(url) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "portal",
        "USER": "portal",
        "PASSWORD": "",
        "HOST": "/run/PG/sockets",
        "PORT": "",
        "OPTIONS": {},
    }


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://portal@db/portal", "must begin with postgresql://, this one begins with mysql://"),
        ("portal", "must begin with postgresql://, this one begins with nothing://"),
        ("postgresql://portal@db", "names no database"),
        ("postgresql://portal@db:often/portal", "Port could not be cast to integer"),
    ],
)
def test_an_unusable_database_url_is_refused_with_what_is_wrong(url, reason):
    with pytest.raises(UnusableUrl, match=reason):
        database_from_url(url)


@pytest.mark.parametrize(
    ("url", "cache", "broker"),
    [
        ("unix:///run/portal/valkey.sock", "unix:///run/portal/valkey.sock", "redis+socket:///run/portal/valkey.sock"),
        ("unix:///run/v.sock?db=2", "unix:///run/v.sock?db=2", "redis+socket:///run/v.sock?virtual_host=2"),
        ("redis://:secret@cache:6379/1", "redis://:secret@cache:6379/1", "redis://:secret@cache:6379/1"),
    ],
)
def test_a_redis_url_gives_the_address_of_the_cache_and_of_the_broker(url, cache, broker):
    assert redis_from_url(url) == (cache, broker)


@pytest.mark.parametrize("url", ["memcached://cache", "unix://", "cache:6379"])
def test_an_unusable_redis_url_is_refused_with_examples(url):
    with pytest.raises(UnusableUrl, match="must look like redis://host:6379/0"):
        redis_from_url(url)

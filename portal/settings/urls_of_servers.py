"""Addresses of the database and of the broker, as one URL each, in the forms that Django and Celery want."""

from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

DATABASE_SCHEMES = ("postgresql", "postgres", "pgsql")


class UnusableUrl(ValueError):
    """The URL of a server cannot be used; the text says what it has to look like."""


def database_from_url(url: str) -> dict:
    """One entry of ``DATABASES``: ``postgresql://user:password@host:5432/name?sslmode=require``.

    A server behind a socket is named by the folder of the socket:
    ``postgresql://portal@/portal?host=/run/postgresql``.
    """
    parts = urlsplit(url)
    if parts.scheme not in DATABASE_SCHEMES:
        raise UnusableUrl(
            f"DATABASE_URL must begin with postgresql://, this one begins with {parts.scheme or 'nothing'}://."
        )
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise UnusableUrl("DATABASE_URL names no database: postgresql://user:password@host:5432/NAME.")
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    host, port = query.pop("host", None) or _host(parts), query.pop("port", None) or _port(parts)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": query.pop("user", None) or unquote(parts.username or ""),
        "PASSWORD": query.pop("password", None) or unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "OPTIONS": query,
    }


def redis_from_url(url: str) -> tuple[str, str]:
    """The address of the cache and that of Celery's broker, from ``redis://…``, ``rediss://…`` or ``unix:///…``."""
    parts = urlsplit(url)
    if parts.scheme in ("redis", "rediss"):
        return url, url
    if parts.scheme != "unix" or not parts.path.strip("/"):
        raise UnusableUrl("REDIS_URL must look like redis://host:6379/0 or unix:///folder/of/valkey.sock.")
    query = dict(parse_qsl(parts.query))
    if "db" in query:
        query["virtual_host"] = query.pop("db")
    options = f"?{urlencode(query)}" if query else ""
    return url, f"redis+socket://{parts.netloc}{parts.path}{options}"


def _host(parts) -> str:
    """The host as it was written: ``%2Frun`` in the place of the host names a folder of sockets."""
    return unquote(parts.hostname or "")


def _port(parts) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise UnusableUrl(f"DATABASE_URL: {error}.") from error

"""What every template may use."""

LARGE_TYPE_COOKIE = "fc_type"


def shell(request) -> dict:
    """Large type (大字): a choice of the reader, kept in a cookie so that it holds before signing in too."""
    return {"large_type": request.COOKIES.get(LARGE_TYPE_COOKIE) == "large"}

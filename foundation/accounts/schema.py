"""How the API's description tells of tokens."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class TokenScheme(OpenApiAuthenticationExtension):
    """``Authorization: Token …``, from ``POST /token/``."""

    target_class = "foundation.accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """An API key in a header, with its word before it."""
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token …"}

"""Endpoints of sign-in for clients: a token for a name and a password."""

from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, permissions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from foundation.rest.idempotency import Idempotent
from foundation.web.requests import request_address

from . import tokens
from .authentication import TokenAuthentication
from .models import ApiToken


class SignInPace(SimpleRateThrottle):
    """So many tries a minute from one place, whatever the name."""

    scope = "token"
    rate = "300/minute"

    def get_cache_key(self, request: Request, view: Any) -> str:
        return f"token-pace:{request_address.get()}"


class TokenIn(serializers.Serializer):
    """Who asks; ``otp`` where a second factor is set up."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=200, trim_whitespace=False)
    otp = serializers.CharField(max_length=20, required=False, default="", allow_blank=True)


class TokenOut(serializers.Serializer):
    """The key and until when it opens."""

    token = serializers.CharField()
    expires_at = serializers.DateTimeField()


class WrongSignIn(exceptions.APIException):
    """Not said which of the parts is wrong."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "wrong_sign_in"
    default_detail = _("The name, the password or the one-time code is wrong.")


class TokenView(APIView):
    """Ask for a token. Wrong tries count towards the lockout, as on the sign-in page."""

    authentication_classes: tuple[Any, ...] = ()
    permission_classes = (permissions.AllowAny,)
    throttle_classes = (SignInPace,)

    @extend_schema(request=TokenIn, responses={200: TokenOut}, operation_id="token_create")
    def post(self, request: Request) -> Response:
        body = TokenIn(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        user = authenticate(request._request, username=given["username"], password=given["password"])
        if user is None or not tokens.second_factor_passes(user, given["otp"]):
            raise WrongSignIn
        user_logged_in.send(sender=type(user), request=request._request, user=user)
        secret, row = tokens.issue(user, actor=user, at=timezone.now())
        return Response(TokenOut({"token": secret, "expires_at": row.expires_at}).data)


class TokenRevokeView(Idempotent, APIView):
    """Give the token of this very call back; it opens nothing from now on."""

    authentication_classes = (TokenAuthentication,)

    @extend_schema(request=None, responses={204: None}, operation_id="token_revoke")
    def post(self, request: Request) -> Response:
        row = ApiToken.objects.get(digest=request.auth)
        tokens.revoke(row, actor=request.user, at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

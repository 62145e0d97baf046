"""People, grants and keys in the administration of Django."""

from django.contrib import admin

from foundation.web.looking import Looking

from .models import ApiToken, Grant, User


@admin.register(User)
class UserAdmin(Looking):
    """People; passwords, phone numbers and e-mail addresses are not shown."""

    list_display = ("username", "name", "is_active", "is_superuser", "last_login")
    search_fields = ("username", "name")
    exclude = ("password", "locked_phone", "locked_email")


@admin.register(Grant)
class GrantAdmin(Looking):
    """Grants."""

    list_display = ("user", "role", "region", "organisation", "starts_on", "ends_on")
    list_select_related = ("user", "region", "organisation")
    search_fields = ("user__username", "user__name")


@admin.register(ApiToken)
class ApiTokenAdmin(Looking):
    """Keys, without their digests."""

    list_display = ("user", "created_at", "expires_at", "revoked_at")
    list_select_related = ("user",)
    exclude = ("digest",)

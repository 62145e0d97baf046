"""Addresses of the whole portal."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

# One way of signing in, with the lockout and the second factor of the portal.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("jsi18n/", JavaScriptCatalog.as_view(domain="djangojs"), name="javascript-catalog"),
    path("admin/", admin.site.urls),
    path("accounts/", include("foundation.accounts.sign_in_urls")),
    path("api/v1/", include("portal.api")),
    path("", include("foundation.web.urls")),
    path("", include("portal.pages")),
    path("", include("evaluation.urls")),
    path("", include("campaigns.urls")),
    path("", include("foundation.notifications.urls")),
    path("manage/", include("foundation.organisations.urls")),
    path("manage/", include("foundation.accounts.urls")),
    path("manage/", include("foundation.audit.urls")),
    path("manage/", include("foundation.imports.urls")),
    path("manage/", include("foundation.jobs.urls")),
    path("manage/", include("foundation.calendars.urls")),
]

handler400 = "foundation.web.errors.bad_request"
handler403 = "foundation.web.errors.forbidden"
handler404 = "foundation.web.errors.not_found"
handler500 = "foundation.web.errors.fault"

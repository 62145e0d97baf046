"""Addresses of the pages of checks."""

from django.urls import path

from ..views import checks, photos

urlpatterns = [
    path("checks/", checks.check_list, name="checks"),
    path("checks/<int:pk>/", checks.check, name="check"),
    path("checks/<int:pk>/confirm/", checks.check_confirm, name="check-confirm"),
    path("checks/<int:pk>/cancel/", checks.check_cancel, name="check-cancel"),
    path("checks/<int:pk>/void/", checks.check_void, name="check-void"),
    path("checks/flags/", checks.flag_list, name="check-flags"),
    path("checks/flags/<int:pk>/answer/", checks.flag_answer, name="check-flag-answer"),
    path("photos/<int:pk>/", photos.photo, name="photo"),
    path("photos/<int:pk>/thumbnail/", photos.photo, {"variant": "thumbnail"}, name="photo-thumbnail"),
]

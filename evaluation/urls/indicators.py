"""Addresses of the pages of check forms."""

from django.urls import path, re_path

from ..views import indicator_drafts, indicators

urlpatterns = [
    path("manage/indicators/", indicators.system_list, name="indicator-systems"),
    path("manage/indicators/<int:pk>/", indicators.system, name="indicator-system"),
    path("manage/indicators/<int:pk>/copy/", indicator_drafts.system_copy, name="indicator-system-copy"),
    path("manage/indicators/<int:pk>/publish/", indicator_drafts.system_publish, name="indicator-system-publish"),
    path("manage/indicators/<int:pk>/retire/", indicator_drafts.system_retire, name="indicator-system-retire"),
    re_path(
        r"^manage/indicators/(?P<pk>\d{1,18})/export\.(?P<kind>csv|xlsx)$",
        indicators.system_export,
        name="indicator-system-export",
    ),
    path("manage/indicators/items/<int:pk>/", indicator_drafts.item_edit, name="indicator"),
]

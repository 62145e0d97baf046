"""Addresses of the pages of sites."""

from django.urls import path, re_path

from ..views import site_codes, site_maps, site_types, sites

urlpatterns = [
    path("manage/site-types/", site_types.site_type_list, name="site-types"),
    path("manage/site-types/<int:pk>/", site_types.site_type_edit, name="site-type"),
    path("manage/site-types/<int:pk>/retire/", site_types.site_type_retire, name="site-type-retire"),
    path("manage/site-types/<int:pk>/resume/", site_types.site_type_resume, name="site-type-resume"),
    path("sites/", sites.site_list, name="sites"),
    path("sites/export/", sites.site_export, name="site-export"),
    path("sites/new/", sites.site_new, name="site-new"),
    path("sites/map/", site_maps.site_map, name="site-map"),
    path("sites/map/areas.json", site_maps.site_areas, name="site-areas"),
    path("sites/map/points.json", site_maps.site_points, name="site-points"),
    path("sites/<int:pk>/", sites.site, name="site"),
    path("sites/<int:pk>/edit/", sites.site_edit, name="site-edit"),
    path("sites/<int:pk>/move/", sites.site_move, name="site-move"),
    path("sites/<int:pk>/retire/", sites.site_retire, name="site-retire"),
    path("sites/<int:pk>/resume/", sites.site_resume, name="site-resume"),
    path("sites/<int:pk>/qr/", site_codes.site_sheet, name="site-sheet"),
    re_path(r"^sites/(?P<pk>\d{1,18})/qr\.(?P<kind>svg|png)$", site_codes.site_code, name="site-code"),
]

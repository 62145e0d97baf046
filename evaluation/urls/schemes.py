"""Addresses of the pages of schemes: of months and of quarters."""

from django.urls import path

from ..views import quarter_schemes, schemes

urlpatterns = [
    path("assessments/schemes/", schemes.scheme_list, name="schemes"),
    path("assessments/schemes/draft/", schemes.scheme_draft, name="scheme-draft"),
    path("assessments/schemes/<int:pk>/edit/", schemes.scheme_edit, name="scheme-edit"),
    path("assessments/schemes/<int:pk>/adopt/", schemes.scheme_adopt, name="scheme-adopt"),
    path("assessments/schemes/<int:pk>/retire/", schemes.scheme_retire, name="scheme-retire"),
    path("assessments/schemes/quarters/", quarter_schemes.quarter_scheme_list, name="quarter-schemes"),
    path("assessments/schemes/quarters/draft/", quarter_schemes.quarter_scheme_draft, name="quarter-scheme-draft"),
    path(
        "assessments/schemes/quarters/<int:pk>/edit/", quarter_schemes.quarter_scheme_edit, name="quarter-scheme-edit"
    ),
    path(
        "assessments/schemes/quarters/<int:pk>/adopt/",
        quarter_schemes.quarter_scheme_adopt,
        name="quarter-scheme-adopt",
    ),
    path(
        "assessments/schemes/quarters/<int:pk>/retire/",
        quarter_schemes.quarter_scheme_retire,
        name="quarter-scheme-retire",
    ),
]

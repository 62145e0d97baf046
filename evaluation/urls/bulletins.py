"""Addresses of the pages of weekly bulletins."""

from django.urls import path, re_path

from ..views import bulletin_records, bulletins, public_bulletins

urlpatterns = [
    path("bulletins/", bulletins.bulletin_list, name="bulletins"),
    path("bulletins/compile/<str:district>/", bulletins.bulletin_compile, name="bulletin-compile"),
    path("bulletins/<int:pk>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/write/", bulletins.bulletin_write, name="bulletin-write"),
    path("bulletins/<int:pk>/reuse/", bulletins.bulletin_reuse, name="bulletin-reuse"),
    path("bulletins/<int:pk>/figures/<slug:figure>/", bulletin_records.bulletin_figure, name="bulletin-figure"),
    path("bulletins/<int:pk>/approve/", bulletins.bulletin_approve, name="bulletin-approve"),
    path("bulletins/<int:pk>/reopen/", bulletins.bulletin_reopen, name="bulletin-reopen"),
    path("bulletins/<int:pk>/publish/", bulletins.bulletin_publish, name="bulletin-publish"),
    path("bulletins/<int:pk>/correct/", bulletins.bulletin_correct, name="bulletin-correct"),
    path("bulletins/<int:pk>/document/", bulletins.bulletin_document_file, name="bulletin-document"),
    path("bulletins/cases/<int:pk>/masks/", bulletins.bulletin_masks, name="bulletin-masks"),
    path("bulletins/cases/<int:pk>/mask/", bulletins.bulletin_mask, name="bulletin-mask"),
    re_path(
        r"^bulletins/cases/(?P<pk>\d{1,18})/(?P<side>before|after)\.jpg$",
        bulletins.bulletin_photo,
        name="bulletin-photo",
    ),
    path("published/bulletins/", public_bulletins.public_list, name="public-bulletins"),
    path("published/bulletins/<int:pk>/", public_bulletins.public_bulletin, name="public-bulletin"),
    re_path(
        r"^published/bulletins/cases/(?P<pk>\d{1,18})/(?P<side>before|after)\.jpg$",
        public_bulletins.public_photo,
        name="public-bulletin-photo",
    ),
]

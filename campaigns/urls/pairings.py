"""Addresses of the pages of pairings and support records."""

from django.urls import path

from ..views import pairings, support_records

urlpatterns = [
    path("creations/pairings/", pairings.pairing_list, name="pairings"),
    path("creations/pairings/export/", pairings.pairing_export, name="pairing-export"),
    path("creations/pairings/new/", pairings.pairing_new, name="pairing-new"),
    path("creations/pairings/rule/<str:district>/", pairings.pairing_rule, name="pairing-rule"),
    path("creations/pairings/<int:pk>/", pairings.pairing, name="pairing"),
    path("creations/pairings/<int:pk>/end/", pairings.pairing_end, name="pairing-end"),
    path("creations/pairings/<int:pk>/support/", support_records.support_new, name="support-new"),
    path("creations/support-records/", support_records.support_list, name="support-records"),
    path("creations/support-records/export/", support_records.support_export, name="support-export"),
    path("creations/support-records/<int:pk>/reverse/", support_records.support_reverse, name="support-reverse"),
]

"""Addresses of the pages of bonuses and deductions."""

from django.urls import path

from ..views import adjustments

urlpatterns = [
    path("adjustments/", adjustments.adjustment_list, name="adjustments"),
    path("adjustments/new/", adjustments.adjustment_new, name="adjustment-new"),
    path("adjustments/<int:pk>/withdraw/", adjustments.adjustment_withdraw, name="adjustment-withdraw"),
    path("adjustments/<int:pk>/document/", adjustments.adjustment_document, name="adjustment-document"),
]

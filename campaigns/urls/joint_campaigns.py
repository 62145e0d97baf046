"""Addresses of the pages of joint campaigns."""

from django.urls import path

from ..views import joint_campaigns as views

urlpatterns = [
    path("creations/joint-campaigns/", views.campaign_list, name="joint-campaigns"),
    path("creations/joint-campaigns/new/", views.campaign_new, name="joint-campaign-new"),
    path("creations/joint-campaigns/<int:pk>/", views.campaign, name="joint-campaign"),
    path("creations/joint-campaigns/<int:pk>/export/", views.campaign_export, name="joint-campaign-export"),
    path("creations/joint-campaigns/<int:pk>/close/", views.campaign_close, name="joint-campaign-close"),
    path("creations/joint-campaigns/<int:pk>/reopen/", views.campaign_reopen, name="joint-campaign-reopen"),
    path("creations/campaign-tags/<slug:kind>/<int:record>/", views.campaign_tags, name="campaign-tags"),
]

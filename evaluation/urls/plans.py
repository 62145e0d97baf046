"""Addresses of the pages of plans and draws."""

from django.urls import path

from ..views import draws, plans

urlpatterns = [
    path("draws/", draws.draw_list, name="draws"),
    path("draws/<int:pk>/", draws.draw, name="draw"),
    path("draws/today/<str:district>/", draws.draw_make, name="draw-make"),
    path("plans/", plans.plan_list, name="plans"),
    path("plans/new/", plans.plan_edit, name="plan-new"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/edit/", plans.plan_edit, name="plan-edit"),
    path("plans/<int:pk>/adopt/", plans.plan_adopt, name="plan-adopt"),
    path("plans/<int:pk>/end/", plans.plan_end, name="plan-end"),
]

"""Addresses of the pages of special actions."""

from django.urls import path

from ..views import milestones, special_actions

urlpatterns = [
    path("creations/special-actions/", special_actions.special_list, name="special-actions"),
    path("creations/special-actions/export/", special_actions.special_export, name="special-action-export"),
    path(
        "creations/special-actions/adopt/<str:district>/<int:year>/",
        special_actions.special_adopt,
        name="special-action-adopt",
    ),
    path("creations/special-actions/<int:pk>/", special_actions.special_action, name="special-action"),
    path("creations/special-actions/<int:pk>/change/", special_actions.special_change, name="special-action-change"),
    path("creations/special-actions/<int:pk>/finish/", special_actions.special_finish, name="special-action-finish"),
    path("creations/special-actions/<int:pk>/stop/", special_actions.special_stop, name="special-action-stop"),
    path("creations/special-actions/<int:pk>/resume/", special_actions.special_resume, name="special-action-resume"),
    path("creations/special-actions/<int:pk>/figure/", milestones.special_figure, name="special-action-figure"),
    path("creations/milestones/<int:pk>/reach/", milestones.milestone_reach, name="milestone-reach"),
    path("creations/milestones/<int:pk>/reschedule/", milestones.milestone_reschedule, name="milestone-reschedule"),
    path("creations/milestones/<int:pk>/reopen/", milestones.milestone_reopen, name="milestone-reopen"),
]

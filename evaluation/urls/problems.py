"""Addresses of the pages of problems."""

from django.urls import path

from ..views import problem_acts, problem_batches, problem_inbox, problems, recalls, rechecks, saved_views
from ..views.problem_steps import STEPS

urlpatterns = [
    path("problems/", problems.problem_list, name="problems"),
    path("problems/export/", problems.problem_export, name="problem-export"),
    path("problems/inbox/", problem_inbox.problem_inbox, name="problem-inbox"),
    path("problems/new/", problem_batches.problem_new, name="problem-new"),
    path("problems/assign/", problem_batches.problem_assign_many, name="problem-assign-many"),
    path("problems/cancel/", problem_batches.problem_cancel_many, name="problem-cancel-many"),
    path("problems/consequence/", problem_batches.problem_consequence, name="problem-consequence"),
    path("problems/compare/", problem_batches.problem_compare, name="problem-compare"),
    path("problems/merge/", problem_batches.problem_merge, name="problem-merge"),
    path("field/rechecks/", rechecks.field_rechecks, name="field-rechecks"),
    path("field/second-looks/<int:pk>/", rechecks.second_look, name="second-look"),
    path("problems/recall/", recalls.problem_recall, name="problem-recall"),
    path("problems/views/", saved_views.saved_view_keep, name="saved-view-keep"),
    path("problems/views/<int:pk>/drop/", saved_views.saved_view_drop, name="saved-view-drop"),
    path("problems/<int:pk>/", problems.problem, name="problem"),
    *(
        path(f"problems/<int:pk>/{name}/", problem_acts.problem_act, {"act": name}, name=f"problem-{name}")
        for name in STEPS
    ),
]

"""Addresses of the pages of cycles and subjects."""

from django.urls import path

from ..views import cycles, subject_acts, subjects

urlpatterns = [
    path("creations/cycles/", cycles.cycle_list, name="cycles"),
    path("creations/cycles/new/", cycles.cycle_new, name="cycle-new"),
    path("creations/cycles/<int:pk>/", cycles.cycle, name="cycle"),
    path("creations/cycles/<int:pk>/close/", cycles.cycle_close, name="cycle-close"),
    path("creations/subjects/", subjects.subject_list, name="subjects"),
    path("creations/subjects/export/", subjects.subject_export, name="subject-export"),
    path("creations/subjects/enrol/<slug:kind>/", subject_acts.subject_enrol, name="subject-enrol"),
    path("creations/subjects/<int:pk>/", subjects.subject, name="subject"),
    path("creations/subjects/<int:pk>/change/", subject_acts.subject_change, name="subject-change"),
    path("creations/subjects/<int:pk>/move/", subject_acts.subject_transfer, name="subject-transfer"),
    path("creations/subjects/<int:pk>/withdraw/", subject_acts.subject_withdraw, name="subject-withdraw"),
    path("creations/subjects/<int:pk>/name/", subjects.subject_name, name="subject-name"),
    path("creations/subjects/<int:pk>/forget/", subject_acts.subject_forget, name="subject-forget"),
    path("creations/subjects/<int:pk>/participants/", subject_acts.participant_join, name="participant-join"),
    path(
        "creations/subjects/<int:pk>/participants/all/", subject_acts.participant_join_all, name="participant-join-all"
    ),
    path("creations/participants/<int:pk>/leave/", subject_acts.participant_leave, name="participant-leave"),
]

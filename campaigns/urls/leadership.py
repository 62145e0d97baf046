"""Addresses of the pages of leading groups, meetings and decisions."""

from django.urls import path

from ..views import decisions, leadership, meetings, minutes, minutes_corrections

urlpatterns = [
    path("creations/leadership/", leadership.group_board, name="leadership"),
    path("creations/leadership/new/", leadership.group_new, name="group-new"),
    path("creations/leadership/<int:pk>/", leadership.group, name="group"),
    path("creations/leadership/<int:pk>/edit/", leadership.group_edit, name="group-edit"),
    path("creations/leadership/<int:pk>/force/", leadership.group_force, name="group-force"),
    path("creations/leadership/<int:pk>/dissolve/", leadership.group_dissolve, name="group-dissolve"),
    path("creations/leadership/<int:pk>/members/new/", leadership.member_new, name="member-new"),
    path("creations/leadership/members/<int:pk>/succeed/", leadership.member_succeed, name="member-succeed"),
    path("creations/leadership/members/<int:pk>/end/", leadership.member_end, name="member-end"),
    path("creations/meetings/", meetings.meeting_list, name="meetings"),
    path("creations/meetings/export/", meetings.meeting_export, name="meeting-export"),
    path("creations/meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("creations/meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("creations/meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting-edit"),
    path("creations/meetings/<int:pk>/call/", meetings.meeting_call, name="meeting-call"),
    path("creations/meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path("creations/meetings/<int:pk>/hold/", meetings.meeting_hold, name="meeting-hold"),
    path("creations/meetings/<int:pk>/attendance/", minutes.meeting_mark, name="meeting-mark"),
    path("creations/meetings/<int:pk>/points/", minutes.meeting_point, name="meeting-point"),
    path("creations/meetings/points/<int:pk>/minutes/", minutes.minutes_write, name="minutes-write"),
    path("creations/meetings/<int:pk>/sign/", minutes.minutes_sign, name="minutes-sign"),
    path("creations/meetings/<int:pk>/minutes.docx", minutes.minutes_document_file, name="minutes-document"),
    path("creations/meetings/<int:pk>/correct/", minutes_corrections.minutes_correct, name="minutes-correct"),
    path(
        "creations/meetings/<int:pk>/minutes/<int:version>/",
        minutes_corrections.minutes_replaced,
        name="minutes-replaced",
    ),
    path(
        "creations/meetings/<int:pk>/minutes/<int:version>.docx",
        minutes_corrections.minutes_replaced_file,
        name="minutes-replaced-document",
    ),
    path("creations/meetings/<int:pk>/decisions/new/", minutes.meeting_decide, name="meeting-decide"),
    path("creations/decisions/", decisions.decision_list, name="decisions"),
    path("creations/decisions/export/", decisions.decision_export, name="decision-export"),
    path("creations/decisions/<int:pk>/", decisions.decision, name="decision"),
    path("creations/decisions/<int:pk>/edit/", minutes.decision_edit, name="decision-edit"),
    path("creations/decisions/<int:pk>/drop/", minutes.decision_drop, name="decision-drop"),
    path("creations/decisions/<int:pk>/start/", decisions.decision_start, name="decision-start"),
    path("creations/decisions/<int:pk>/report/", decisions.decision_report, name="decision-report"),
    path("creations/decisions/<int:pk>/confirm/", decisions.decision_confirm, name="decision-confirm"),
    path("creations/decisions/<int:pk>/return/", decisions.decision_return, name="decision-return"),
    path("creations/decisions/<int:pk>/postpone/", decisions.decision_postpone, name="decision-postpone"),
    path("creations/decisions/<int:pk>/cancel/", decisions.decision_cancel, name="decision-cancel"),
]

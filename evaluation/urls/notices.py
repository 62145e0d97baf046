"""Addresses of the pages of notices and interviews."""

from django.urls import path

from ..views import interviews, notices

urlpatterns = [
    path("notices/", notices.notice_list, name="notices"),
    path("notices/sign/", notices.notice_sign_all, name="notice-sign-all"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("notices/<int:pk>/sign/", notices.notice_sign, name="notice-sign"),
    path("notices/<int:pk>/document/", notices.notice_document, name="notice-document"),
    path("interviews/", interviews.interview_list, name="interviews"),
    path("interviews/<int:pk>/", interviews.interview, name="interview"),
    path("interviews/<int:pk>/hold/", interviews.interview_hold, name="interview-hold"),
    path("interviews/<int:pk>/document/", interviews.interview_document, name="interview-document"),
]

"""Addresses of the pages of users and grants."""

from django.urls import path

from .views import grants, users

urlpatterns = [
    path("users/", users.users, name="users"),
    path("users/new/", users.user_new, name="user-new"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/edit/", users.user_edit, name="user-edit"),
    path("users/<int:pk>/deactivate/", users.user_deactivate, name="user-deactivate"),
    path("users/<int:pk>/reactivate/", users.user_reactivate, name="user-reactivate"),
    path("users/<int:pk>/phone/", users.user_phone, name="user-phone"),
    path("users/<int:pk>/email/", users.user_email, name="user-email"),
    path("users/<int:pk>/second-factor/", users.user_second_factor, name="user-second-factor"),
    path("users/<int:pk>/grants/new/", grants.grant_new, name="grant-new"),
    path("grants/<int:pk>/end/", grants.grant_end, name="grant-end"),
]

"""Addresses of the pages of messages."""

from django.urls import path

from .views import channels, messages

app_name = "notifications"
urlpatterns = [
    path("messages/", messages.message_list, name="messages"),
    path("messages/<int:pk>/open/", messages.message_open, name="open"),
    path("messages/read/", messages.message_read_all, name="read-all"),
    path("messages/settings/", messages.message_settings, name="settings"),
    path("manage/channels/", channels.channel_list, name="channels"),
    path("manage/channels/new/", channels.channel_edit, name="channel-new"),
    path("manage/channels/<int:pk>/", channels.channel_edit, name="channel"),
    path("manage/channels/<int:pk>/try/", channels.channel_try, name="channel-try"),
]

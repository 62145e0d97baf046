"""Addresses of the pages of the red and black boards."""

from django.urls import path

from ..views import boards

urlpatterns = [
    path("creations/boards/", boards.board_list, name="boards"),
    path("creations/boards/export/", boards.board_export, name="board-export"),
    path("creations/boards/propose/", boards.board_propose, name="board-propose"),
    path("creations/boards/<int:pk>/approve/", boards.board_approve, name="board-approve"),
    path("creations/boards/<int:pk>/reject/", boards.board_reject, name="board-reject"),
    path("creations/boards/<int:pk>/remove/", boards.board_remove, name="board-remove"),
]

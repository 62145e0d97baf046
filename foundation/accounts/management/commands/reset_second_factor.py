"""``manage.py reset_second_factor NAME``: for an administrator whom no other administrator can help."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.accounts import second_factor
from foundation.accounts.models import User


class Command(BaseCommand):
    """Take the second factor off somebody who lost telephone and recovery codes."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"There is nobody called {username}.")
        second_factor.reset(person, actor=None, at=timezone.now())
        self.stdout.write(f"{username} signs in with the password alone and sets up a new second factor.")

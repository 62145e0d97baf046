"""Prints the link with which somebody sets a first or new password."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from foundation.accounts.first_password import invite
from foundation.accounts.models import User


class Command(BaseCommand):
    """``manage.py first_password USERNAME``"""

    help = "Print a link with which this person sets a password; it works once, for three days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active person with the user name {options['username']}.")
        self.stdout.write(invite(user, actor=None, at=timezone.now()))

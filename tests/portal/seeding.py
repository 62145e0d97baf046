"""Seeds a small demonstration and counts what it made."""

import datetime as dt
import io

from django.core.management import call_command

from evaluation.models import Check, CheckItem, CheckPhoto, Draw, Finding, Problem, Site
from foundation.accounts.models import Grant, User
from foundation.audit.models import AuditEntry
from foundation.organisations.models import Organisation, Region

TODAY = dt.date(2026, 11, 23)


def seeded(**options) -> list[str]:
    said = io.StringIO()
    call_command("seed_demo", **{"size": "small", "today": TODAY, "stdout": said, **options})
    return said.getvalue().splitlines()


def counts() -> list[int]:
    models = (Region, Organisation, Site, User, Grant, Draw, Check, CheckItem, Problem, Finding, CheckPhoto, AuditEntry)
    return [model.objects.count() for model in models]

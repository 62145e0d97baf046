"""Taking records out of the portal is an act: who took what, when and by which filters."""

import datetime as dt
from typing import Any

from django.db import models, transaction

from foundation.audit.trail import record


@transaction.atomic
def export(
    what: str, *, actor: Any, at: dt.datetime, region: str = "", filters: str = "", of: models.Model | None = None
) -> None:
    """Write down an export (导出) before the file is made; one that is of no single record hangs on who took it."""
    after = {"list": what, "filters": filters}
    record("documents.export", of or actor, actor=actor, at=at, after=after, region=region)

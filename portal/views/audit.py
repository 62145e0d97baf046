"""The audit trail as a workbook; it lies below the exports, so its own stands on the roof."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.audit.exports import HEADER, entry_rows
from foundation.audit.filters import AuditEntryFilter
from foundation.audit.models import AuditEntry
from foundation.documents.actions import export
from foundation.documents.workbooks import workbook_response
from foundation.errors import DomainError

LARGEST_EXPORT = 50_000


@login_required
@require_POST
def audit_export(request: HttpRequest) -> HttpResponse:
    """Exactly the entries that the search shows; that they were taken out is the next entry."""
    searched = AuditEntryFilter(request.GET, queryset=AuditEntry.objects.visible_to(request.user).for_list())
    found = searched.qs
    newest = found.values_list("pk", flat=True).first()
    if found.values("pk").order_by()[: LARGEST_EXPORT + 1].count() > LARGEST_EXPORT:
        text = ngettext(
            "More than {n} entry matches. Search fewer days or one place, and export again.",
            "More than {n} entries match. Search fewer days or one place, and export again.",
            LARGEST_EXPORT,
        )
        raise DomainError(text.format(n=LARGEST_EXPORT))
    region = next((grant.region for grant in request.user.held if grant.region), "")
    export("audit", actor=request.user, at=timezone.now(), region=region, filters=request.GET.urlencode())
    rows = found.filter(pk__lte=newest) if newest else found.none()
    name = f"{_('Audit trail')}-{timezone.localdate():%Y-%m-%d}"
    return workbook_response(name, HEADER, entry_rows(rows.iterator(chunk_size=2000)))

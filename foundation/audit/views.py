"""The page on which the audit trail is searched."""

from django.contrib.auth.decorators import login_required
from django.utils import timezone
from django.views.decorators.http import require_GET

from foundation.web.pages import page, paginate

from . import words
from .filters import AuditEntryFilter
from .models import AuditEntry


@login_required
@require_GET
def entries(request):
    """Who did what, the newest first: the places one administers, and one's own deeds."""
    found = AuditEntryFilter(request.GET, queryset=AuditEntry.objects.visible_to(request.user).for_list())
    rows = paginate(request, found.qs, by="key")
    said = [(entry, words.kind(entry), words.deed(entry), words.changes(entry)) for entry in rows]
    context = {"filter": found, "entries": rows, "said": said, "now": timezone.now(), "query": request.GET.urlencode()}
    return page(request, "foundation/audit/list.html", context, fragment="foundation/audit/_rows.html")

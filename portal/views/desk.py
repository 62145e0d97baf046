"""The desk: what is due, for each role."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.web.pages import page

from .. import desk as reads


@login_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """One inbox of what is due today, this week and later."""
    on, at = timezone.localdate(), timezone.now()
    rows = reads.todos(request.user, on=on, at=at)
    labels = {reads.TODAY: _("Today"), reads.WEEK: _("This week"), reads.LATER: _("Later")}
    groups = [(labels[name], [row for row in rows if row.group == name]) for name in labels]
    context = {
        "title": reads.title(rows),
        "groups": [group for group in groups if group[1]],
        "first": rows[0] if rows else None,
        "progress": reads.progress(request.user, on=on),
        "result": reads.latest_result(request.user),
        "today": on,
    }
    return page(request, "portal/desk.html", context)

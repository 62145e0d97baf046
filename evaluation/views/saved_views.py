"""Views of the problem board that somebody keeps for himself."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ..actions import saved_views
from ..choices import ViewedPage
from ..filters import filters_of, keepable
from ..models import SavedView


class SavedViewForm(forms.Form):
    """What a view is called, and which filters it stands for."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=30)
    query = forms.CharField(max_length=4000, widget=forms.HiddenInput, required=False)

    def clean_query(self) -> str:
        told = keepable(self.cleaned_data["query"])
        if not told:
            raise forms.ValidationError(_("Set a filter first; the view keeps the filters."))
        return told


@login_required
@require_POST
def saved_view_keep(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the board under a name."""
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("evaluation:problems")
    told = form.cleaned_data
    view = saved_views.keep(page=ViewedPage.PROBLEMS, **told, actor=request.user, at=timezone.now())
    messages.success(request, _("“{name}” is kept among your views.").format(name=view.name))
    return redirect(f"{reverse('evaluation:problems')}?{view.query}")


@login_required
@require_POST
def saved_view_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a view of one's own."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    saved_views.drop(view, actor=request.user, at=timezone.now())
    messages.success(request, _("“{name}” is no longer among your views.").format(name=view.name))
    return redirect("evaluation:problems")


def saved_views_of(request: HttpRequest) -> dict[str, Any]:
    """The reader's own views, and whether what he sees is one of them."""
    here, address = filters_of(request.GET), reverse("evaluation:problems")
    rows = SavedView.objects.visible_to(request.user).of_page(ViewedPage.PROBLEMS)
    views = [{"row": row, "url": f"{address}?{row.query}", "current": row.query == here} for row in rows]
    current = next((view["row"] for view in views if view["current"]), None)
    return {"saved_views": views, "current_view": current, "keepable": "" if current else here}

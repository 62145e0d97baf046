"""Reviewers of materials: choosing them, their own list, and the page on which they score."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.web.pages import page, paginate

from ..actions import reviewers
from ..forms.materials import ReviewerForm, answers_from
from ..models import MaterialReview, ReviewerAssignment
from ..permissions import can_manage_material, can_score_material
from ..queries import materials as reads
from ..queries.evaluations import quarter_name
from ..queries.forms import material_form


@login_required
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """The materials that somebody reviews, those to be scored first."""
    mine = ReviewerAssignment.objects.filter(reviewer=request.user)
    waiting = mine.filter(submitted_at=None).count()
    context = {
        "assignments": paginate(request, reads.own_work(mine)),
        "title": ngettext("{n} material to score", "{n} materials to score", waiting).format(n=waiting)
        if waiting
        else _("Nothing waits to be scored"),
    }
    return page(request, "evaluation/reviews/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def review_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Score one party's material; half-done work is kept."""
    mine = ReviewerAssignment.objects.filter(reviewer=request.user).for_list()
    assignment = get_object_or_404(mine.select_related("review__district"), pk=pk)
    can_score_material(request.user, assignment).enforce()
    if request.method == "POST":
        form = material_form(assignment.review.system_id)
        is_last = "submit" in request.POST
        act = reviewers.submit if is_last else reviewers.score
        act(assignment, answers=answers_from(request.POST, form), actor=request.user, at=timezone.now())
        messages.success(request, _("The scores are submitted.") if is_last else _("The scores so far are kept."))
        return redirect(assignment)
    context = {
        "assignment": assignment,
        "review": assignment.review,
        "quarter": quarter_name(assignment.review.quarter),
        "lines": reads.scored_lines(assignment),
        "is_open": assignment.submitted_at is None and reads.is_filed(assignment.review),
    }
    return page(request, "evaluation/reviews/work.html", context)


@login_required
@require_POST
def review_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a reviewer."""
    review = get_object_or_404(MaterialReview.objects.visible_to(request.user).for_list(), pk=pk)
    can_manage_material(request.user, review.district_id).enforce()
    form = ReviewerForm(request.POST, review=review)
    if form.is_valid():
        reviewers.assign(review, reviewer=form.cleaned_data["reviewer"], actor=request.user, at=timezone.now())
        messages.success(request, _("The reviewer is chosen."))
    else:
        messages.error(request, _("Choose a reviewer who has nothing to do with the party."))
    return redirect(review)


@login_required
@require_POST
def review_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a reviewer off a material."""
    visible = ReviewerAssignment.objects.visible_to(request.user).select_related("review")
    assignment = get_object_or_404(visible, pk=pk)
    review = assignment.review
    reviewers.release(assignment, actor=request.user, at=timezone.now())
    messages.success(request, _("The reviewer no longer scores this material."))
    return redirect(review)

"""A survey on paper: the sheet with its code to hang up, and its answers as a workbook."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from foundation.documents.exporting import exported
from foundation.documents.workbooks import sheets_response
from foundation.web.pages import page

from ..exports import surveys as rows
from ..models import Survey
from ..permissions import can_survey
from ..queries import surveys as reads
from .surveys import least_of


@login_required
@require_GET
def survey_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet to hang up where people wait: what is asked, for how long, the code."""
    row = get_object_or_404(Survey.objects.visible_to(request.user).for_list(), pk=pk)
    address = request.build_absolute_uri(reverse("evaluation:survey-answer", args=[row.token]))
    context = {"survey": row, "address": address, "questions": row.questionnaire.questions.order_by("position")}
    return page(request, "evaluation/surveys/sheet.html", context)


@login_required
@require_POST
def survey_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Figures and answers without names as a workbook; who takes it is written down."""
    row = get_object_or_404(Survey.objects.visible_to(request.user).for_list(), pk=pk)
    can_survey(request.user, row.region_id).enforce()
    least, asked = least_of(row), list(row.questionnaire.questions.order_by("position"))
    places = reads.by_place(row, least=least)
    named = {line.place.pk for line in places if line.answered >= least}
    exported(request, "survey", region=row.region_id, of=row)
    sheets = [
        (pgettext("survey", "Figures"), rows.FIGURES, rows.figure_rows(reads.tallies(row))),
        (_("By street and town"), rows.PLACES, rows.place_rows(places)),
        (
            pgettext("survey", "Answers given"),
            rows.answers_header(asked),
            rows.answer_rows(row, asked, named=named),
        ),
    ]
    return sheets_response(row.title, sheets)

"""A party's own sheet of a month: to read, to print, as a Word document, as a workbook."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from foundation.documents.exporting import exported
from foundation.documents.official import document_response
from foundation.documents.workbooks import sheets_response
from foundation.web.pages import page

from ..engine.sheets import sheet_of
from ..exports.sheet_rows import file_name, sheets_of
from ..exports.sheets import sheet_document
from .openable import openable_result


@login_required
@require_GET
def result_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """What a party reached in a month and what cost it points."""
    return page(request, "evaluation/results/sheet.html", {"sheet": sheet_of(openable_result(request.user, pk))})


@login_required
@require_GET
def result_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as an official Word document."""
    sheet = sheet_of(openable_result(request.user, pk))
    name = f"{sheet.party.name}-{sheet.result.assessment.month:%Y-%m}-得分单"
    return document_response(name, sheet_document(sheet))


@login_required
@require_POST
def result_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as a workbook; who takes it is written down."""
    result = openable_result(request.user, pk)
    sheet = sheet_of(result)
    exported(request, "result_sheet", region=result.assessment.region_id, of=result)
    return sheets_response(file_name(sheet), sheets_of(sheet))

"""Addresses of the pages of progress reports and their templates."""

from django.urls import path

from ..views import (
    report_batches,
    report_decisions,
    report_filing,
    report_overview,
    report_templates,
    reports,
)

ONE, FORM = "creations/reports/<int:pk>/", "creations/report-templates/"

urlpatterns = [
    path("creations/reports/", reports.report_list, name="reports"),
    path("creations/reports/export/", reports.report_export, name="report-export"),
    path("creations/reports/overview/", report_overview.report_overview, name="report-overview"),
    path("creations/reports/remind/", report_overview.report_remind, name="report-remind"),
    path("creations/reports/batch/", report_batches.report_batch, name="report-batch"),
    path("creations/reports/batch/workbook/", report_batches.report_batch_workbook, name="report-batch-workbook"),
    path(ONE, reports.report, name="report"),
    path(f"{ONE}fill/", report_filing.report_fill, name="report-fill"),
    path(f"{ONE}draft/", report_filing.report_draft, name="report-draft"),
    path(f"{ONE}attach/", report_filing.report_attach, name="report-attach"),
    path(f"{ONE}extend/", report_filing.report_extend, name="report-extend"),
    path(f"{ONE}accept/", report_decisions.report_accept, name="report-accept"),
    path(f"{ONE}return/", report_decisions.report_return, name="report-return"),
    path(f"{ONE}extension/grant/", report_decisions.report_extension_grant, name="report-extension-grant"),
    path(f"{ONE}extension/refuse/", report_decisions.report_extension_refuse, name="report-extension-refuse"),
    path(f"{ONE}files/<int:file>/", reports.report_file, name="report-file"),
    path(f"{ONE}figures/<str:code>/", reports.report_figure, name="report-figure"),
    path(FORM, report_templates.template_list, name="report-templates"),
    path(f"{FORM}<int:pk>/", report_templates.template, name="report-template"),
    path(f"{FORM}<int:pk>/copy/", report_templates.template_copy, name="report-template-copy"),
    path(f"{FORM}<int:pk>/edit/", report_templates.template_edit, name="report-template-edit"),
    path(f"{FORM}<int:pk>/publish/", report_templates.template_publish, name="report-template-publish"),
    path(f"{FORM}<int:pk>/retire/", report_templates.template_retire, name="report-template-retire"),
]

"""Who files progress reports, who looks at them, who writes their templates."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no
from foundation.organisations.choices import DISTRICT_DIGITS

from ..choices import PartyLevel


def can_file_report(user: Any, report: Any) -> Decision:
    """Filling and filing: an official of the party, for a village also an official of its street or town."""
    if report.organisation_id is not None:
        may = user.has_role(Role.OFFICIAL, organisation=report.organisation_id)
    else:
        may = any(_reaches(grant, report) for grant in user.held) or user.is_superuser
    return YES if may else no(_("Only an official of the party itself files its report."))


def _reaches(grant: Any, report: Any) -> bool:
    """A grant in the place itself or in the street or town above it; the district does not file for those below."""
    if grant.role != Role.OFFICIAL or not grant.region or not report.region_id.startswith(grant.region):
        return False
    return len(grant.region) > DISTRICT_DIGITS or grant.region == report.region_id


def can_review_report(user: Any, report: Any, *, filed_by: int | None = None) -> Decision:
    """Accepting and returning: the office; a village's report also its street or town, but nobody his own filing."""
    if filed_by is not None and filed_by == user.pk and not user.is_superuser:
        return no(_("Nobody decides about a report that he filed himself."))
    if user.has_role(Role.ADMIN, region=report.region_id):
        return YES
    above = report.region_id[:9]
    if report.level == PartyLevel.VILLAGE and any(
        grant.role == Role.OFFICIAL and grant.region == above for grant in user.held
    ):
        return YES
    return no(_("The office accepts and returns reports; those of a village also its street or town."))


def can_review_reports(user: Any) -> Decision:
    """Looking through what was filed at all: the office, or an official of a street or town."""
    if user.has_role(Role.ADMIN) or any(
        grant.role == Role.OFFICIAL and grant.region and len(grant.region) == 9 for grant in user.held
    ):
        return YES
    return no(_("The office accepts and returns reports; those of a village also its street or town."))


def can_file_reports(user: Any) -> Decision:
    """Filing for many parties at once: whoever files at all."""
    if user.has_role(Role.OFFICIAL):
        return YES
    return no(_("Only officials file reports."))


def can_decide_report_extension(user: Any, report: Any) -> Decision:
    """Granting more time: the office."""
    if user.has_role(Role.ADMIN, region=report.region_id):
        return YES
    return no(_("Only the office gives a report more time."))


def can_run_reports(user: Any, district: str | None = None) -> Decision:
    """Opening and reminding: the portal's own work (nobody), or the office of the district."""
    if user is None or user.has_role(Role.ADMIN, region=district):
        return YES
    return no(_("Only an administrator of this district opens its reports and reminds of them."))


def can_write_templates(user: Any, region: str | None = None) -> Decision:
    """Drafting templates for a region: its office, or the portal's own work (nobody)."""
    if user is None or user.has_role(Role.ADMIN, region=region):
        return YES
    return no(_("Only an administrator of this region writes its report templates."))


def can_edit_template(user: Any, template: Any) -> Decision:
    """Changing, publishing, retiring: the office whose it is; what all share, the portal's administrator."""
    if user is None or user.is_superuser:
        return YES
    if template.region_id is None:
        return no(_("This template is shared by all. Make a version of your own from it."))
    return can_write_templates(user, template.region_id)

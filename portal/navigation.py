"""The menu: grouped by work, cut to the role, with what waits behind each entry."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Decision, ProgressReport
from evaluation.choices import UNDER_WAY
from evaluation.models.checks import Check
from evaluation.models.problems import Problem
from evaluation.models.sites import Site
from foundation.accounts.choices import Role
from foundation.notifications.reading import COUNT_CAP as UNREAD_CAP
from foundation.notifications.reading import unread_count
from foundation.web.numbers import capped
from foundation.web.pages import wants_part

COUNT_CAP = 9_999
COUNTED_FOR = 60
BOTTOM_ENTRIES = 3
OFFICE = frozenset({Role.ADMIN})
WATCHING = OFFICE | {Role.LEADER}
STREETS = WATCHING | {Role.OFFICIAL}
FIELD = frozenset({Role.INSPECTOR})
SERVING = frozenset({Role.OFFICIAL})
REVIEWING = frozenset({Role.REVIEWER})


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to go: where, for whom, and how much waits there."""

    label: str | Promise
    name: str
    roles: frozenset = STREETS | FIELD
    icon: str = ""
    counted: str = ""
    url: str = ""
    count: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that belong to one kind of work."""

    label: str | Promise
    entries: tuple[Entry, ...]


MENU = (
    Group("", (Entry(pgettext_lazy("menu", "Desk"), "portal:desk", icon="inbox"),)),
    Group(
        pgettext_lazy("menu", "Inspection"),
        (
            Entry(pgettext_lazy("menu", "My checks today"), "evaluation:field", FIELD, "clipboard-list", "my_checks"),
            Entry(pgettext_lazy("menu", "Today’s checks"), "evaluation:checks", STREETS, "clipboard-list", "checks"),
            Entry(pgettext_lazy("menu", "Re-checks"), "evaluation:field-rechecks", FIELD, "eye-check"),
            Entry(pgettext_lazy("menu", "To put right"), "evaluation:problem-inbox", SERVING, "tools", "inbox"),
            Entry(pgettext_lazy("menu", "Problems"), "evaluation:problems", icon="tool", counted="problems"),
            Entry(pgettext_lazy("menu", "Notices"), "evaluation:notices", STREETS, "mail-opened"),
            Entry(pgettext_lazy("menu", "Sites"), "evaluation:sites", icon="map-pin", counted="sites"),
            Entry(pgettext_lazy("menu", "Map"), "evaluation:site-map", STREETS, "map-2"),
            Entry(pgettext_lazy("menu", "Weekly bulletins"), "evaluation:bulletins", STREETS),
            Entry(pgettext_lazy("menu", "Monthly scores"), "evaluation:assessments", STREETS, "list-numbers"),
            Entry(pgettext_lazy("menu", "Quarterly evaluation"), "evaluation:evaluations", STREETS, "award"),
            Entry(pgettext_lazy("menu", "Materials"), "evaluation:materials", STREETS, "files"),
            Entry(pgettext_lazy("menu", "Material review"), "evaluation:reviews", REVIEWING, "checklist"),
            Entry(pgettext_lazy("menu", "Appeals and reviews"), "evaluation:appeals", STREETS, "scale"),
            Entry(pgettext_lazy("menu", "Bonuses and deductions"), "evaluation:adjustments", STREETS),
            Entry(pgettext_lazy("menu", "Negative list"), "evaluation:negatives", STREETS, "ban"),
            Entry(pgettext_lazy("menu", "Surveys"), "evaluation:surveys", STREETS),
        ),
    ),
    Group(
        pgettext_lazy("menu", "Creations"),
        (
            Entry(pgettext_lazy("menu", "Subjects"), "campaigns:subjects", STREETS, "home-star"),
            Entry(pgettext_lazy("menu", "Leadership"), "campaigns:leadership", STREETS),
            Entry(pgettext_lazy("menu", "Meetings"), "campaigns:meetings", STREETS),
            Entry(pgettext_lazy("menu", "Decisions"), "campaigns:decisions", STREETS, counted="decisions"),
            Entry(pgettext_lazy("menu", "Action orders"), "campaigns:action-orders", STREETS, "speakerphone"),
            Entry(pgettext_lazy("menu", "Special actions"), "campaigns:special-actions", icon="run"),
            Entry(pgettext_lazy("menu", "Progress reports"), "campaigns:reports", STREETS, "report", "reports"),
            Entry(pgettext_lazy("menu", "Cycles"), "campaigns:cycles", STREETS),
            Entry(pgettext_lazy("menu", "Ledgers"), "campaigns:ledgers", STREETS, "notebook"),
            Entry(pgettext_lazy("menu", "Pairings"), "campaigns:pairings", STREETS, "heart-handshake"),
            Entry(pgettext_lazy("menu", "Joint campaigns"), "campaigns:joint-campaigns", STREETS),
            Entry(pgettext_lazy("menu", "Red and black boards"), "campaigns:boards", STREETS),
            Entry(pgettext_lazy("menu", "Burden of filing"), "campaigns:burden", STREETS),
        ),
    ),
    Group(
        pgettext_lazy("menu", "Rules"),
        (
            Entry(pgettext_lazy("menu", "Plans and draws"), "evaluation:plans", WATCHING),
            Entry(pgettext_lazy("menu", "Check forms"), "evaluation:indicator-systems"),
            Entry(pgettext_lazy("menu", "Times for putting right"), "evaluation:policies", STREETS),
            Entry(pgettext_lazy("menu", "Working calendar"), "calendars:years", STREETS),
            Entry(pgettext_lazy("menu", "Scoring schemes"), "evaluation:schemes", OFFICE),
        ),
    ),
    Group(
        pgettext_lazy("menu", "Set-up"),
        (
            Entry(pgettext_lazy("menu", "Regions"), "organisations:regions", OFFICE),
            Entry(pgettext_lazy("menu", "Organisations"), "organisations:organisations", OFFICE),
            Entry(pgettext_lazy("menu", "People and roles"), "accounts:users", OFFICE),
            Entry(pgettext_lazy("menu", "Message channels"), "notifications:channels", OFFICE),
            Entry(pgettext_lazy("menu", "Import"), "imports:imports", OFFICE),
            Entry(pgettext_lazy("menu", "Timetable"), "jobs:timetable", OFFICE),
            Entry(pgettext_lazy("menu", "Audit trail"), "audit:entries", OFFICE),
        ),
    ),
)

BOTTOM_FIRST = {
    Role.INSPECTOR: ("evaluation:field", "evaluation:field-rechecks", "evaluation:sites"),
    Role.OFFICIAL: ("portal:desk", "evaluation:problem-inbox", "evaluation:assessments"),
    Role.LEADER: ("portal:desk", "evaluation:assessments", "evaluation:site-map"),
    Role.ADMIN: ("portal:desk", "evaluation:checks", "evaluation:assessments"),
}


def navigation(request) -> dict:
    """What the shell needs around a page; nothing for the part of one and for visitors."""
    shell = {"desk_url": settings.LOGIN_REDIRECT_URL}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or (hasattr(request, "htmx") and wants_part(request)):
        return shell
    groups = menu(user, request.path)
    entries = [entry for group in groups for entry in group.entries]
    return shell | {
        "menu": groups,
        "bottom_menu": bottom(user, entries),
        "scope": place(user),
        "search_url": reverse("portal:search"),
        "messages_url": reverse("notifications:messages"),
        "unread_messages": capped(*_unread(user)),
        "account_menu": [
            {"label": _("Message settings"), "url": reverse("notifications:settings")},
            {"label": _("Change the password"), "url": reverse("account_change_password")},
            {"label": _("Second factor"), "url": reverse("mfa_index")},
        ],
    }


def _unread(user) -> tuple[int | None, int]:
    count = unread_count(user)
    return (count if count <= UNREAD_CAP else None), UNREAD_CAP + 1


def menu(user, path: str) -> list[Group]:
    """The groups this person has work in, with counts and the entry he is at."""
    roles = frozenset(Role.values) if user.is_superuser else user.roles
    counts = waiting(user)
    groups = []
    for group in MENU:
        shown = [
            replace(entry, url=reverse(entry.name), count=counts.get(entry.counted, ""))
            for entry in group.entries
            if entry.roles & roles or entry.name == "portal:desk"
        ]
        if shown:
            groups.append(Group(group.label, tuple(shown)))
    return _with_current(groups, path)


def bottom(user, entries: list[Entry]) -> list[Entry]:
    """At most three entries for the thumb; the fourth is the whole menu."""
    first = next((names for role, names in BOTTOM_FIRST.items() if role in user.roles), BOTTOM_FIRST[Role.ADMIN])
    found = {entry.name: entry for entry in entries if entry.icon}
    chosen = [found[name] for name in first if name in found]
    return [*chosen, *(entry for entry in found.values() if entry not in chosen)][:BOTTOM_ENTRIES]


def place(user) -> dict:
    """Where somebody works and as what, as the bar shows it; with several roles, one of them can be chosen."""
    today = timezone.localdate()
    grants = list(user.grants.in_force(on=today).select_related("region", "organisation").order_by("pk"))
    counting = {grant.grant for grant in user.held}
    shown = [
        {
            "pk": grant.pk,
            "place": str(grant.region or grant.organisation),
            "role": grant.get_role_display(),
            "is_chosen": user.is_narrowed and grant.pk in counting,
        }
        for grant in grants
    ]
    first = next((one for one in shown if one["is_chosen"]), shown[0] if shown else {"place": "", "role": ""})
    may_choose = len(shown) > 1 and not user.is_superuser
    return {
        "name": first["place"],
        "role": first["role"],
        "grants": shown,
        "may_choose": may_choose,
        "is_narrowed": user.is_narrowed,
    }


def waiting(user) -> dict[str, str]:
    """How much waits behind the entries; counted once a minute for each person, never beyond the cap."""
    today = timezone.localdate()
    key = f"menu-counts:{user.pk}:{user.narrowed_to if user.is_narrowed else 0}:{today}"
    known = cache.get(key)
    if known is None:
        known = dict(_counts(user, today))
        cache.set(key, known, COUNTED_FOR)
    return known


def _counts(user, today) -> Iterator[tuple[str, str]]:
    checks = Check.objects.visible_to(user).filter(on=today).exclude(state__in=("cancelled", "voided"))
    mine = checks.carried_out_by(user)
    yield "checks", _done_of(checks)
    yield "my_checks", _done_of(mine)
    yield "problems", _capped(Problem.objects.visible_to(user).open())
    if user.has_role(Role.OFFICIAL) and not user.is_superuser:
        yield "inbox", _capped(Problem.objects.of_organisations(user).filter(state__in=UNDER_WAY))
    yield "decisions", _capped(Decision.objects.visible_to(user).standing())
    yield "reports", _capped(_reports(user))
    yield "sites", _capped(Site.objects.visible_to(user).active())


def _reports(user) -> Any:
    """What the office or a street or town looks at, else what somebody has to file."""
    reports = ProgressReport.objects
    return reports.reviewed_by(user).to_review() if user.has_role(Role.ADMIN) else reports.filed_by(user).to_file()


def _done_of(checks) -> str:
    total = checks[: COUNT_CAP + 1].count()
    return f"{checks.exclude(state='drawn')[: COUNT_CAP + 1].count()}/{total}" if total else ""


def _capped(rows) -> str:
    counted = rows.order_by().values("pk")[: COUNT_CAP + 1].count()
    return capped(counted if counted <= COUNT_CAP else None, COUNT_CAP + 1) if counted else ""


def _with_current(groups: list[Group], path: str) -> list[Group]:
    """Marks the entry whose address is the longest beginning of the page's."""
    urls = [entry.url for group in groups for entry in group.entries if path.startswith(entry.url)]
    here = max(urls, key=len, default="")
    return [
        Group(group.label, tuple(replace(entry, is_current=entry.url == here) for entry in group.entries))
        for group in groups
    ]

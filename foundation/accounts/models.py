"""Users, what they are granted, and tokens for clients."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import connection, models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.organisations.choices import DISTRICT_DIGITS
from foundation.organisations.models import Organisation, OrganisationKind, Region
from foundation.secrets import lock, unlock

from .choices import Role
from .masking import masked_email, masked_phone
from .querysets import GrantQuerySet, PortalUserManager
from .scope import NOTHING, Held, has_role, scope_of

PHONE, EMAIL = "phone", "email"
FAMILY = """
    WITH RECURSIVE family(root, id) AS (
        SELECT id, id FROM organisations_organisation WHERE id = ANY(%s)
        UNION SELECT family.root, child.id FROM organisations_organisation child
        JOIN family ON child.parent_id = family.id
    ) SELECT root, id FROM family
"""


def with_descendants(organisations: Iterable[int]) -> dict[int, frozenset[int]]:
    """Each organisation with everything below it."""
    roots = sorted(set(organisations))
    found: dict[int, set[int]] = {root: {root} for root in roots}
    if roots:
        with connection.cursor() as cursor:
            cursor.execute(FAMILY, [roots])
            for root, pk in cursor.fetchall():
                found[root].add(pk)
    return {root: frozenset(family) for root, family in found.items()}


def local_offices(regions: Iterable[str]) -> dict[str, set[int]]:
    """The street offices, town governments and committees of places below a district, by place."""
    places = {code for code in regions if len(code) > DISTRICT_DIGITS}
    found: dict[str, set[int]] = {}
    if places:
        rows = Organisation.objects.filter(region__in=places, kind__in=OrganisationKind.objects.local(), closed_on=None)
        for pk, region in rows.values_list("pk", "region"):
            found.setdefault(region, set()).add(pk)
    return found


class User(AbstractUser):
    """Somebody who signs in (用户)."""

    first_name = None
    last_name = None
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    name = models.CharField(_("name"), max_length=60)
    locked_phone = models.CharField(_("phone"), max_length=300, blank=True, editable=False)
    locked_email = models.CharField(_("email address"), max_length=600, blank=True, editable=False)
    large_type = models.BooleanField(_("large type"), default=False)

    # The grant in whose place somebody works just now (工作范围), by the choice of his session; none: in all of them.
    narrowed_to: int | None = None

    objects = PortalUserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name or self.username

    def get_absolute_url(self) -> str:
        return reverse("accounts:user", args=[self.pk])

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def phone(self) -> str:
        """The phone number, which lies encrypted in the database; pages show it masked."""
        return unlock(self.locked_phone, purpose=PHONE) if self.locked_phone else ""

    @phone.setter
    def phone(self, number: str) -> None:
        self.locked_phone = lock(number, purpose=PHONE) if number else ""

    @property
    def email(self) -> str:
        """The e-mail address, which lies encrypted too."""
        return unlock(self.locked_email, purpose=EMAIL) if self.locked_email else ""

    @email.setter
    def email(self, address: str) -> None:
        self.locked_email = lock(address, purpose=EMAIL) if address else ""

    @property
    def masked_name(self) -> str:
        """The name as it may stand in a list: the family name and stars (王*)."""
        return f"{self.name[:1]}*" if self.name else "*"

    @property
    def masked_phone(self) -> str:
        """The phone number as it may stand in a list (138****5678)."""
        return masked_phone(self.phone)

    @property
    def masked_email(self) -> str:
        """The e-mail address as it may stand in a list (w***@example.gov.cn)."""
        return masked_email(self.email)

    @property
    def held(self) -> tuple[Held, ...]:
        """The grants that count in this request: the chosen one, else all that are in force today."""
        return tuple(grant for grant in self.every_grant if grant.grant == self.narrowed_to) or self.every_grant

    @property
    def is_narrowed(self) -> bool:
        """Whether one of several grants was chosen, and is in force."""
        return len(self.held) < len(self.every_grant)

    @cached_property
    def every_grant(self) -> tuple[Held, ...]:
        """The grants in force today, read once for each request. Recusal goes by all of them, whatever was chosen."""
        if not self.is_active or self.pk is None:
            return ()
        rows = list(
            self.grants.in_force(on=timezone.localdate())
            .order_by("pk")
            .values_list("role", "region_id", "organisation_id", "pk")
        )
        offices = local_offices(region for role, region, _organisation, _pk in rows if role == Role.OFFICIAL and region)
        owned = {organisation for _role, _region, organisation, _pk in rows if organisation}
        families = with_descendants(owned.union(*offices.values()))
        return tuple(
            Held(
                role,
                region,
                families.get(organisation, frozenset()).union(
                    *(families[office] for office in (offices.get(region, ()) if role == Role.OFFICIAL else ()))
                ),
                pk,
            )
            for role, region, organisation, pk in rows
        )

    @cached_property
    def organisation_regions(self) -> frozenset[str]:
        """Codes of the districts in which the user acts for an organisation."""
        owned = {pk for grant in self.held for pk in grant.organisations}
        if not owned:
            return frozenset()
        codes = Organisation.objects.filter(pk__in=owned).values_list("region_id", flat=True)
        return frozenset(code[:DISTRICT_DIGITS] for code in codes)

    @property
    def roles(self) -> frozenset[str]:
        """The roles held anywhere today."""
        return frozenset(grant.role for grant in self.held)

    def scope(self, region: str, organisation: str | None = None, roles: Iterable[str] | None = None) -> Q:
        """``scope_of`` for this user."""
        return scope_of(self, region=region, organisation=organisation, roles=roles)

    def region_scope(self, region: str, roles: Iterable[str] | None = None) -> Q:
        """Rows by region only; somebody with a grant in an organisation sees that organisation's rows elsewhere."""
        return scope_of(self, region=region, organisation=None, roles=roles)

    def choice_scope(self, region: str, organisation: str | None = None) -> Q:
        """Narrows what is one's own anywhere (assigned to, filed by) to the chosen place, when one is chosen."""
        return scope_of(self, region=region, organisation=organisation) if self.is_narrowed else Q()

    def has_role(self, *roles: str, region: Region | str | None = None, organisation: int | None = None) -> bool:
        """``has_role`` for this user."""
        return has_role(self, *roles, region=region, organisation=organisation)

    def serves(self, organisation: Organisation | int | None) -> bool:
        """Does the user act for this organisation or for one above it? Asked of all grants: recusal rests on it."""
        pk = getattr(organisation, "pk", organisation)
        return pk is not None and any(pk in grant.organisations for grant in self.every_grant)


class Grant(models.Model):
    """A role in a region or an organisation, with dates (授权).

    A volunteer team is an organisation too, so a team manager's grant names the team's organisation.
    """

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="grants",
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.CheckConstraint(
                name="grant_in_one_place",
                condition=Q(region__isnull=False, organisation=None) | Q(region=None, organisation__isnull=False),
                violation_error_message=_("A grant holds in a region or in an organisation: name one of them."),
            ),
            models.CheckConstraint(
                name="grant_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A grant cannot end before it starts."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "region", "organisation", "starts_on"],
                nulls_distinct=False,
                name="grant_once",
                violation_error_message=_("This person already holds this grant from that day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.region or self.organisation}"

    def is_in_force(self, on: dt.date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class ApiToken(models.Model):
    """A client's key to the API: only its digest is kept (接口令牌)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.user} · {self.expires_at:%Y-%m-%d}"


# Whoever is not signed in holds nothing; asking must not fail.
AnonymousUser.held = AnonymousUser.every_grant = ()  # type: ignore[attr-defined]
AnonymousUser.is_narrowed = False  # type: ignore[attr-defined]
AnonymousUser.choice_scope = lambda self, *args, **kwargs: Q()  # type: ignore[attr-defined]
AnonymousUser.organisation_regions = frozenset()  # type: ignore[attr-defined]
AnonymousUser.roles = frozenset()  # type: ignore[attr-defined]
AnonymousUser.has_role = lambda self, *roles, **place: False  # type: ignore[attr-defined]
AnonymousUser.serves = lambda self, organisation: False  # type: ignore[attr-defined]
AnonymousUser.scope = lambda self, *args, **kwargs: NOTHING  # type: ignore[attr-defined]
AnonymousUser.region_scope = lambda self, *args, **kwargs: NOTHING  # type: ignore[attr-defined]

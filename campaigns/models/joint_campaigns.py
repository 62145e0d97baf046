"""Joint campaigns, and the records that are entered once and counted in each of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import JointCampaignState
from ..querysets import CampaignLinkQuerySet, JointCampaignQuerySet


class JointCampaign(models.Model):
    """A campaign that shares its work with others (一体推进): shipped, or a district's own."""

    district = models.ForeignKey(
        Region, verbose_name=_("district"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.SlugField(_("code"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    name = models.CharField(_("name"), max_length=30)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    purpose_en = models.CharField(_("purpose in English"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=6, choices=JointCampaignState.choices, default=JointCampaignState.OPEN
    )

    objects = JointCampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint campaign")
        verbose_name_plural = _("joint campaigns")
        constraints = [
            models.UniqueConstraint(
                fields=["district", "code"],
                nulls_distinct=False,
                name="joint_campaign_once",
                violation_error_message=_("There is a campaign with this code already."),
            )
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def get_absolute_url(self) -> str:
        return reverse("campaigns:joint-campaign", args=[self.pk])

    @property
    def said_purpose(self) -> str:
        return self.purpose_en if self.purpose_en and get_language() == "en" else self.purpose


class CampaignLink(models.Model):
    """A record that counts in a campaign (计入): which one, and its day, place and organisation as they were.

    ``kind`` is a name of ``campaigns.linking``; what is taken out again stays readable.
    """

    campaign = models.ForeignKey(JointCampaign, on_delete=models.PROTECT, related_name="links", db_index=False)
    kind = models.CharField(_("kind of record"), max_length=30)
    record = models.BigIntegerField(_("record"))
    title = models.CharField(_("title"), max_length=200)
    on = models.DateField(_("day"))
    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    linked_at = models.DateTimeField(_("counted since"))
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    removed_at = models.DateTimeField(_("taken out at"), null=True, blank=True)

    objects = CampaignLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("record counted in a campaign")
        verbose_name_plural = _("records counted in campaigns")
        indexes = [
            models.Index(fields=["campaign", "-on", "-id"], name="campaign_link_list"),
            models.Index(fields=["district", "on"], name="campaign_link_district"),
            models.Index(fields=["kind", "record"], name="campaign_link_record"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "record"], condition=Q(removed_at=None), name="campaign_link_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.title}"

"""The roles people hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody may come for (角色)."""

    ADMIN = "admin", _("Office administrator")
    OFFICIAL = "official", _("District official")
    INSPECTOR = "inspector", _("Inspector")
    REVIEWER = "reviewer", _("Reviewer")
    LEADER = "leader", _("Leader")
    TEAM_MANAGER = "team_manager", _("Team manager")

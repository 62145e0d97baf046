"""The words of sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SiteState(models.TextChoices):
    """Whether a site is inspected (点位状态)."""

    ACTIVE = "active", _("In use")
    RETIRED = "retired", _("Retired")


# The groups of the shipped site types; a group of one's own is shown as it was written.
SITE_GROUPS = {
    "street": pgettext_lazy("site group", "Streets"),
    "open_space": pgettext_lazy("site group", "Parks and squares"),
    "neighbourhood": pgettext_lazy("site group", "Neighbourhoods"),
    "commerce": pgettext_lazy("site group", "Shops and restaurants"),
    "transport": pgettext_lazy("site group", "Transport"),
    "window": pgettext_lazy("site group", "Service windows"),
    "culture": pgettext_lazy("site group", "Culture and tourism"),
    "health": pgettext_lazy("site group", "Health"),
    "minors": pgettext_lazy("site group", "Schools and minors"),
    "practice": pgettext_lazy("site group", "Civilisation practice"),
    "rural": pgettext_lazy("site group", "Villages"),
    "sanitation": pgettext_lazy("site group", "Sanitation"),
}

"""Levels and kinds of regions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionLevel(models.IntegerChoices):
    """The five levels of the administrative tree (区划级别)."""

    PROVINCE = 1, _("Province")
    PREFECTURE = 2, _("Prefecture")
    DISTRICT = 3, _("District or county")
    TOWNSHIP = 4, _("Street or town")
    VILLAGE = 5, _("Community or village")


class RegionKind(models.TextChoices):
    """Whether a township or village is urban or rural (城乡属性)."""

    URBAN = "urban", _("Urban")
    RURAL = "rural", _("Rural")


# How many digits of the statistical code mean something at each level.
CODE_LENGTHS = {
    2: RegionLevel.PROVINCE,
    4: RegionLevel.PREFECTURE,
    6: RegionLevel.DISTRICT,
    9: RegionLevel.TOWNSHIP,
    12: RegionLevel.VILLAGE,
}
DISTRICT_DIGITS = 6

"""The five creations, who takes part in them, and how a field is filled."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CreationType(models.TextChoices):
    """What is being created (创建类型)."""

    CITY = "city", _("Civilised city")
    VILLAGE_TOWN = "village_town", _("Civilised village or town")
    UNIT = "unit", _("Civilised unit")
    CAMPUS = "campus", _("Civilised campus")
    FAMILY = "family", _("Civilised family")


class PartyLevel(models.TextChoices):
    """At which level somebody takes part and files (填报层级)."""

    COUNTY = "county", _("District")
    TOWNSHIP = "township", _("Street or town")
    VILLAGE = "village", _("Community or village")
    ORGANISATION = "organisation", _("Organisation")
    HOUSEHOLD = "household", _("Household")


class FieldType(models.TextChoices):
    """How a field is filled (字段类型)."""

    NUMBER = "number", pgettext_lazy("field", "Number")
    PEOPLE = "people", _("Head count")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One of several")
    TEXT = "text", _("Text")
    REGION = "region", _("Region")
    PHOTOS = "photos", _("Photos")
    LINK = "link", _("Link to a record")

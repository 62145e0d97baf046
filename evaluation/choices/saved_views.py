"""The lists of which somebody keeps views."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ViewedPage(models.TextChoices):
    """A list whose filters can be kept (可保存视图的页面)."""

    PROBLEMS = "problems", _("Problems")

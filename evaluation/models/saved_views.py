"""Ways to look at a list that somebody keeps for himself."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import ViewedPage
from ..querysets import SavedViewQuerySet


class SavedView(models.Model):
    """The filters of a list under a name of one's own (我的视图)."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    page = models.CharField(_("list"), max_length=20, choices=ViewedPage.choices, default=ViewedPage.PROBLEMS)
    name = models.CharField(_("name"), max_length=30)
    query = models.CharField(_("filters"), max_length=1000)
    kept_at = models.DateTimeField(_("kept at"))

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [models.UniqueConstraint(fields=["owner", "page", "name"], name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name

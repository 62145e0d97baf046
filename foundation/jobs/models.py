"""Runs of scheduled work, one row for each task, place and day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import JobRunQuerySet


class JobState(models.TextChoices):
    """How a run ended, if it did."""

    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class JobRun(models.Model):
    """One run of a line of the timetable for one place (定时任务运行)."""

    task = models.CharField(_("task"), max_length=80)
    region_code = models.CharField(_("region"), max_length=12, blank=True)
    period = models.CharField(_("period"), max_length=12)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.RUNNING)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    outcome = models.CharField(_("outcome"), max_length=500, blank=True)

    objects = JobRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("job run")
        verbose_name_plural = _("job runs")
        indexes = [models.Index(fields=["task", "region_code", "-started_at"], name="job_run_latest")]

    def __str__(self) -> str:
        return f"{self.task} {self.period} {self.region_code}"

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it runs."""
        return None if self.finished_at is None else (self.finished_at - self.started_at).total_seconds()

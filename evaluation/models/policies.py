"""What holds for problems by severity: time, assignment, re-check, deduction."""

from fractions import Fraction

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Region

from ..choices import Assignment, RecheckRule, Severity, TimeUnit
from ..querysets import SeverityPolicyQuerySet
from ..scoring import deadlines

SHARE = RegexValidator(r"^[0-9]{1,2}/[1-9][0-9]?$", _("Write a share like 1/3."))
PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class SeverityPolicy(models.Model):
    """What holds for problems of one severity (分级整改政策), for all districts or for one that has its own."""

    district = models.ForeignKey(Region, verbose_name=_("district"), null=True, blank=True, on_delete=models.PROTECT)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices)
    time_amount = models.PositiveIntegerField(_("time for putting it right"), validators=[MinValueValidator(1)])
    time_unit = models.CharField(_("counted in"), max_length=16, choices=TimeUnit.choices)
    assignment = models.CharField(_("assigned"), max_length=6, choices=Assignment.choices)
    reminder_left = models.CharField(
        _("reminder when so much is left"), max_length=5, default="1/3", validators=[SHARE]
    )
    supervision_factor = models.CharField(
        _("time after a supervision notice"), max_length=5, default="1/2", validators=[SHARE]
    )
    supervision_minimum_days = models.PositiveSmallIntegerField(
        _("at least so many working days"), default=1, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    recheck = models.CharField(_("re-checked"), max_length=6, choices=RecheckRule.choices, default=RecheckRule.ALL)
    recheck_percent = models.PositiveSmallIntegerField(_("size of the sample in %"), default=20, validators=PERCENT)
    second_look_percent = models.PositiveSmallIntegerField(_("second looks in %"), default=5, validators=PERCENT)
    second_look_after = models.PositiveSmallIntegerField(
        _("second look so many days after closing"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    deduct_per_lapse = models.DecimalField(
        _("points off for each lapse"), max_digits=4, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )

    objects = SeverityPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("severity policy")
        verbose_name_plural = _("severity policies")
        constraints = [
            models.UniqueConstraint(fields=["district", "severity"], nulls_distinct=False, name="policy_once"),
            models.CheckConstraint(name="policy_takes_time", condition=Q(time_amount__gte=1)),
            models.CheckConstraint(
                name="policy_percents",
                condition=Q(recheck_percent__range=(0, 100), second_look_percent__range=(0, 100)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_severity_display()} · {self.time_amount} {self.get_time_unit_display()}"

    def clean(self) -> None:
        """The numbers must make sense together."""
        try:
            self.as_value()
        except ValueError:
            raise ValidationError(_("This time is longer than anybody waits, or a share is above one.")) from None

    def as_value(self) -> deadlines.Policy:
        """The policy as the arithmetic takes it."""
        return deadlines.Policy(
            severity=self.severity,
            time_amount=self.time_amount,
            time_unit=deadlines.TimeUnit(self.time_unit),
            is_automatic=self.assignment == Assignment.AUTO,
            reminder_left=Fraction(self.reminder_left),
            supervision_factor=Fraction(self.supervision_factor),
            supervision_minimum_days=self.supervision_minimum_days,
            rechecks_all=self.recheck == RecheckRule.ALL,
            recheck_share=Fraction(self.recheck_percent, 100),
            second_look_share=Fraction(self.second_look_percent, 100),
            second_look_after=self.second_look_after,
            deduct_per_lapse=self.deduct_per_lapse,
        )

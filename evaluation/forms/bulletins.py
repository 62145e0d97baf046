"""What the office writes into a bulletin."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Bulletin

AREA = {"rows": 4, "maxlength": 500, "data-cap": 500}


class BulletinForm(forms.ModelForm):
    """Comment, next steps, and whether the public may read it."""

    class Meta:
        model = Bulletin
        fields = ["comment", "next_steps", "is_public"]
        widgets = {"comment": forms.Textarea(attrs=AREA), "next_steps": forms.Textarea(attrs=AREA)}


class MaskForm(forms.Form):
    """Boxes of both photos, one on a line: left, top, width, height in per cent."""

    before = forms.CharField(label=_("Masks of the photo before"), required=False, widget=forms.Textarea)
    after = forms.CharField(label=_("Masks of the photo after"), required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].widget.attrs |= {"rows": 3, "data-masks": name}
            self.fields[name].help_text = _("One box a line: left, top, width, height in per cent of the picture.")

    def clean_before(self) -> list[list[float]]:
        return _boxes(self.cleaned_data["before"])

    def clean_after(self) -> list[list[float]]:
        return _boxes(self.cleaned_data["after"])


def lines_of(boxes: list[list[float]]) -> str:
    """Boxes as the form shows them."""
    return "\n".join(", ".join(json.dumps(number) for number in box) for box in boxes)


def _boxes(text: str) -> list[list[float]]:
    boxes = []
    for line in text.splitlines():
        if not line.strip():
            continue
        try:
            box = [float(part) for part in line.replace("，", ",").split(",")]
        except ValueError:
            raise ValidationError(_("“{line}” is not four numbers.").format(line=line.strip()[:40])) from None
        if len(box) != 4:
            raise ValidationError(_("“{line}” is not four numbers.").format(line=line.strip()[:40]))
        boxes.append(box)
    return boxes

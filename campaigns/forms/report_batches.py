"""The spreadsheet that comes in for many parties at once."""

import tempfile
from pathlib import Path

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LARGEST = 20 * 1024 * 1024


class BatchForm(forms.Form):
    """One workbook or CSV file."""

    file = forms.FileField(
        label=gettext_lazy("The workbook that you filled in"),
        help_text=gettext_lazy("Rows that you left empty are not filed. All rows are filed, or none."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 MB. Divide it into several."))
        return upload

    def copy_to(self, folder: str) -> Path:
        """The file on disk, where it can be read."""
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as copy:
            for chunk in self.cleaned_data["file"].chunks():
                copy.write(chunk)
        return Path(copy.name)

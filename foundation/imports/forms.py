"""Uploading a spreadsheet."""

import tempfile
from pathlib import Path

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .kinds import FileRefused, ImportKind
from .loading import count_rows

LARGEST = 100 * 1024 * 1024


class UploadForm(forms.Form):
    """One file; whether it is a table of this kind is said at once, its rows are judged by the import."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV (UTF-8 or GB18030) or Excel (.xlsx); headers in Chinese as in the template, or in English."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def __init__(self, *args, kind: ImportKind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.rows = 0

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 100 MB. Divide it into several."))
        with tempfile.NamedTemporaryFile() as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
            copy.flush()
            try:
                self.rows = count_rows(self.kind, Path(copy.name))
            except FileRefused as refused:
                raise forms.ValidationError(str(refused)) from None
        if not self.rows:
            raise forms.ValidationError(_("The file has a header and no rows under it."))
        return upload

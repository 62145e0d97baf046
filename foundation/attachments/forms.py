"""Photos in a form: files as a browser sends them, or the numbers of those that were sent before."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

MOST_PHOTOS = 9


class ManyFilesInput(forms.FileInput):
    """A file box that takes several."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files, each cleaned for itself."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        single = super().clean
        return [single(one, initial) for one in data or []]


class PhotosForm(forms.Form):
    """A form with photos: ``files`` come with it, ``photo`` names what was taken in before."""

    least_photos = 0
    photos_label = gettext_lazy("Photos")

    files = ManyFiles(required=False)
    photo = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.data.getlist("photo") if hasattr(self.data, "getlist") else []
        self.fields["photo"].choices = [(one, one) for one in sent if one.isascii() and one.isdigit()][:MOST_PHOTOS]

    @property
    def written(self) -> Iterator[forms.BoundField]:
        """The fields without those of the photos, which have a part of the page to themselves."""
        return (field for field in self if field.name not in ("files", "photo"))

    @property
    def kept_photos(self) -> list[int]:
        """The photos that were taken in before, when the form comes back."""
        return [int(value) for value, _label in self.fields["photo"].choices]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        number = len(values.get("photo") or []) + len(values.get("files") or [])
        if number < self.least_photos:
            least = ngettext("Take at least {n} photo.", "Take at least {n} photos.", self.least_photos)
            self.add_error("files", least.format(n=self.least_photos))
        if number > MOST_PHOTOS:
            self.add_error("files", _("At most {n} photos go with this.").format(n=MOST_PHOTOS))
        return values

"""Forms with photos: taking the files in, and showing again what was taken in before."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.attachments import actions as attachments
from foundation.attachments.forms import MOST_PHOTOS, PhotosForm
from foundation.errors import DomainError


def photos_of(form: forms.Form, user: Any) -> list[int]:
    """The photos of a form: those taken in before, and the files that came with it. A file that is none is said so."""
    if not isinstance(form, PhotosForm):
        return []
    kept = list(form.cleaned_data.get("photo") or [])
    for file in form.cleaned_data.get("files") or []:
        try:
            kept.append(attachments.store(file, actor=user, at=timezone.now()).pk)
        except DomainError as refusal:
            form.add_error("files", f"{file.name}: {refusal}")
    form.taken = kept
    return kept


def photo_setup(form: forms.Form, request: HttpRequest) -> dict[str, Any]:
    """What the part of the page for photos needs."""
    if not isinstance(form, PhotosForm):
        return {}
    return {
        "photos": {
            "label": form.photos_label,
            "most": MOST_PHOTOS,
            "required": form.least_photos > 0,
            "kept": getattr(form, "taken", None) or form.kept_photos,
            "setup": {
                "url": reverse("attachment-list"),
                "name": "photo",
                "words": {
                    "photo": _("Photo that goes with this"),
                    "remove": _("Take this photo out"),
                    "sending": _("Sending the photo…"),
                    "count": _("{n} photos are stored and go with this"),
                    "offline": _("No connection. The photo is still on this phone."),
                    "refused": _("The server did not take this photo."),
                    "again": _("Try again"),
                    "most": _("At most {n} photos go with this.").format(n=MOST_PHOTOS),
                },
            },
        }
    }

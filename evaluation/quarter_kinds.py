"""What people are told about quarters, materials and appeals; registered when the package is loaded."""

from django.utils.translation import gettext_noop as _

from foundation.notifications.kinds import register

KINDS = {
    "quarter_in_publicity": _("{quarter} of {place} is in publicity until {until}"),
    "quarter_published": _("The evaluation of {quarter} of {place} is published"),
    "material_asked": _("{party}: the office asks for the material of {quarter}"),
    "material_returned": _("{party}: the material is returned: {reason}"),
    "review_assigned": _("You review the material of {party}, {quarter}"),
    "appeal_lodged": _("{party} disputes {what}; to be answered until {until}"),
    "appeal_accepted": _("Your appeal about {what} is upheld"),
    "appeal_rejected": _("Your appeal about {what} is not upheld; the reason is with it"),
}


def register_all() -> None:
    """Make the kinds known; called when Django starts."""
    for name, title in KINDS.items():
        register(name, title)

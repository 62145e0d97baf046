"""What comes in from the form of a progress report."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from foundation.attachments.models import Attachment

from ..kinds.answers import Answers
from ..kinds.questions import Questions

MOST_LINKS = 20


def read_answers(post: QueryDict, questions: Questions) -> Answers:
    """Answers as they were typed; whether they can be filed is for the action to say."""
    codes = [figure.code for figure in questions.figures]
    claims = {
        code: {"claimed": post.get(f"claimed-{code}", ""), "reason": post.get(f"why-{code}", "")} for code in codes
    }
    return Answers(
        {code: post[f"figure-{code}"].strip() for code in codes if f"figure-{code}" in post},
        {code: one for code, one in claims.items() if one["claimed"].strip() or one["reason"].strip()},
        {text.code: post.get(f"text-{text.code}", "").replace("\r\n", "\n") for text in questions.texts},
        {asked.code: _evidence(post, asked.code) for asked in questions.evidence},
    )


def _evidence(post: QueryDict, code: str) -> list[dict[str, Any]]:
    kept = [int(one) for one in post.getlist(f"file-{code}") if one.isascii() and one.isdigit() and len(one) < 19]
    names = dict(Attachment.objects.filter(pk__in=kept[:MOST_LINKS]).values_list("pk", "name"))
    files = [{"attachment": pk, "name": names.get(pk, "")} for pk in kept[:MOST_LINKS]]
    links = [one.strip() for one in post.getlist(f"link-{code}")[:MOST_LINKS]]
    return [*files, *({"url": one[:500]} for one in links if one)]


def seen_draft(post: QueryDict) -> int | None:
    """The number of the draft that was on the screen."""
    given = post.get("draft", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None


def uploaded(request: HttpRequest) -> tuple[str, UploadedFile | None]:
    """The question whose button was pressed, and the file chosen beside it."""
    code = request.POST.get("attach", "")
    file = request.FILES.get(f"upload-{code}")
    return code, file if isinstance(file, UploadedFile) else None

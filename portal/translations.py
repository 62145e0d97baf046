"""The texts of the portal: found in the source, joined with their translations, and judged for what is missing."""

import ast
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LOCALE = "zh_Hans"
DOMAINS = ("django", "djangojs")
PACKAGES = ("portal", "evaluation", "volunteers", "campaigns", "foundation")
ARGUMENTS = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
KEYWORDS = {
    "_": None,
    **ARGUMENTS,
    **{f"{name}_lazy": arguments for name, arguments in ARGUMENTS.items()},
    "gettext_noop": None,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)[^{}]*\}|(%[sd])")
HEADER = "# The texts of the portal in simplified Chinese.\n#"


@dataclass(frozen=True)
class Fault:
    """One message that a reader would not see in Chinese, or would see wrongly."""

    kind: str
    text: str
    where: str


def folder() -> Path:
    """Where the translations are."""
    return Path(settings.BASE_DIR) / "locale"


def extracted(domain: str) -> Catalog:
    """Every message of the source, with the places it stands at."""
    catalog = Catalog(locale=LOCALE, project="Five Creations Portal", domain=domain, header_comment=HEADER)
    for path, messages in _scripts() if domain == "djangojs" else _pages_and_code():
        for line, text, comments, context in messages:
            catalog.add(text, locations=[(str(path), line)], auto_comments=comments, context=context)
    return catalog


def translated(domain: str) -> Catalog:
    """The catalogue of a domain together with the parts that wait to be merged into it."""
    catalog = _read(_po(domain)) if _po(domain).exists() else Catalog(locale=LOCALE)
    # What stands there without a translation would keep the one of a part out.
    for message in [message for message in catalog if message.id and not _is_translated(message)]:
        catalog.delete(message.id, context=message.context)
    for part in sorted((folder() / "parts").glob("*.po")):
        for message in _read(part):
            if message.id and _is_translated(message):
                catalog.add(message.id, message.string, context=message.context, flags=message.flags)
    return catalog


def update(domain: str) -> tuple[int, int]:
    """Write the catalogue anew: messages in use with the translations there are; returns how many of each."""
    source, known = extracted(domain), translated(domain)
    for message in source:
        match = known.get(message.id, context=message.context) if message.id else None
        if match is not None and _shape(match.id) == _shape(message.id):
            message.string, message.flags = match.string, match.flags | message.flags
    source.creation_date = source.revision_date = known.creation_date
    buffer = io.BytesIO()
    write_po(buffer, source, width=120, no_location=True, sort_output=True)
    text = re.sub(rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By):.*\n', b"", buffer.getvalue(), flags=re.M)
    _po(domain).parent.mkdir(parents=True, exist_ok=True)
    _po(domain).write_bytes(text)
    messages = [message for message in source if message.id]
    return len(messages), sum(map(_is_translated, messages))


def compile_domain(domain: str) -> Path:
    """Write the binary catalogue that Django reads; needs no program but Python."""
    target = _po(domain).with_suffix(".mo")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, translated(domain))
    return target


def faults(domain: str) -> Iterator[Fault]:
    """What is missing, untranslated, doubtful, or lacks a value that the English sentence has."""
    known = translated(domain)
    for message in extracted(domain):
        if not message.id:
            continue
        text = message.id if isinstance(message.id, str) else message.id[0]
        where = ":".join(map(str, message.locations[0])) if message.locations else ""
        match = known.get(message.id, context=message.context)
        if match is None:
            yield Fault("missing", text, where)
        elif match.fuzzy:
            yield Fault("fuzzy", text, where)
        elif not _is_translated(match):
            yield Fault("untranslated", text, where)
        elif _shape(match.id) != _shape(message.id):
            yield Fault("singular and plural differ from the source", text, where)
        elif any(not _placeholders(string) <= _placeholders(message.id) for string in _strings(match)):
            yield Fault("names a value the source does not give", text, where)
        elif isinstance(message.id, str) and _placeholders(match.string) != _placeholders(message.id):
            yield Fault("leaves a value of the source out", text, where)


def _po(domain: str) -> Path:
    return folder() / LOCALE / "LC_MESSAGES" / f"{domain}.po"


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def _shape(text) -> bool:
    return isinstance(text, str)


def _strings(message: Message) -> Iterable[str]:
    return [message.string] if isinstance(message.string, str) else message.string or ()


def _is_translated(message: Message) -> bool:
    return bool(message.string) and all(_strings(message))


def _placeholders(text) -> set[str]:
    texts = [text] if isinstance(text, str) else text
    return {"".join(found) for part in texts for found in PLACEHOLDER.findall(part)}


def _pages_and_code() -> Iterator[tuple[Path, Iterable]]:
    base = Path(settings.BASE_DIR)
    for package in PACKAGES:
        for path in sorted((base / package).rglob("*.py")):
            source = path.read_bytes()
            if b"gettext" in source:
                yield (
                    path.relative_to(base),
                    extract("python", io.BytesIO(source), _keywords_of(source), ["Translators:"]),
                )
    for path in sorted([*(base / "templates").rglob("*.html"), *(base / "templates").rglob("*.txt")]):
        # what is between the tags becomes X; line by line, because its indentation means nothing to Python
        lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines()
        code = "\n".join(line.strip() for line in lines).encode()
        yield path.relative_to(base), extract("python", io.BytesIO(code), KEYWORDS, ["Translators:"])


def _scripts() -> Iterator[tuple[Path, Iterable]]:
    base = Path(settings.BASE_DIR)
    for path in sorted((base / "static").rglob("*.js")):
        yield path.relative_to(base), extract("javascript", io.BytesIO(path.read_bytes()), KEYWORDS, ["Translators:"])


def _keywords_of(source: bytes) -> dict:
    """The names under which a module knows the translating functions: usually ``_``, whatever it was imported as."""
    keywords = {name: arguments for name, arguments in KEYWORDS.items() if name != "_"}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            keywords |= {
                alias.asname or alias.name: KEYWORDS[alias.name] for alias in node.names if alias.name in KEYWORDS
            }
    return keywords

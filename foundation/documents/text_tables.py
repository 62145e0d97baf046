"""Rows as a CSV file that Excel opens as it is."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

BOM = "\ufeff"
RISKY = ("=", "+", "-", "@", "\t", "\r")
EVERY = 200


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and _is_risky(value) else value


def plain_text(text: str) -> str:
    """What ``harmless`` was given."""
    return text[1:] if text.startswith("'") and _is_risky(text) else text


def _is_risky(text: str) -> bool:
    return text.lstrip("'").startswith(RISKY)


def csv_response(name: str, header: Iterable[Any], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A CSV file to download, in UTF-8 with the mark that Excel looks for; ``name`` is without extension."""
    response = StreamingHttpResponse(_pieces(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.csv")
    return response


def _pieces(header: Iterable[Any], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM)
    writer.writerow([harmless(str(title)) for title in header])
    for number, row in enumerate(rows, start=1):
        writer.writerow([harmless(value) for value in row])
        if number % EVERY == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    piece = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return piece

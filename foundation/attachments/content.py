"""What a file is, judged by its content and never by its name."""

import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from foundation.errors import BadInput

LARGEST = 25 * 1024 * 1024
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICE = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
MOST_PARTS = 5000
HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")


def kind_of(file: BinaryIO) -> str:
    """``image`` for what a photo begins like, else the type of the document; everything else is refused."""
    file.seek(0)
    head = file.read(32)
    file.seek(0)
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC:
        raise BadInput(_("HEIC photos cannot be read here. Set the camera to “most compatible” (JPEG)."))
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    raise BadInput(_("Only photos (JPEG, PNG, WebP) and PDF, Word (.docx) or Excel (.xlsx) files are taken."))


def _office(file: BinaryIO) -> str:
    """A Word or Excel file without macros, told by the list of its parts; nothing is unpacked."""
    try:
        with zipfile.ZipFile(file) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadInput(_("This file is damaged and cannot be opened. Save it again and choose the new one.")) from error
    finally:
        file.seek(0)
    if len(names) > MOST_PARTS or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadInput(_("Files with macros are not taken. Save it as .docx or .xlsx without macros."))
    for name, kind in OFFICE.items():
        if name in names:
            return kind
    raise BadInput(_("Only photos (JPEG, PNG, WebP) and PDF, Word (.docx) or Excel (.xlsx) files are taken."))

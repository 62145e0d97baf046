"""Making a copy of database and files in one folder, and putting one back."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection, connections

from foundation.attachments import storage
from portal.stack.postgres import programs

DUMP, FILES, NOTE = "database.dump", "files", "copy.json"
ADDRESS = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}


class CannotCopy(RuntimeError):
    """The copy cannot be made or put back; the text says why."""


def make(folder: Path, *, at: str) -> dict[str, Any]:
    """Copy everything into an empty folder: the database first, so that every file it names is copied after it."""
    if folder.exists() and any(folder.iterdir()):
        raise CannotCopy(f"{folder} is not empty. Name a new folder for each copy.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={folder / DUMP}")
    count = _copy_files(storage.root(), folder / FILES)
    note = {"made_at": at, "files": count, "bytes": (folder / DUMP).stat().st_size, "last_block": _last_block()}
    (folder / NOTE).write_text(json.dumps(note, indent=2), encoding="utf-8")
    return note


def put_back(folder: Path) -> dict[str, Any]:
    """Replace the database by that of the copy, whole or not at all, and add its files; none is taken away."""
    if not (folder / NOTE).exists():
        raise CannotCopy(f"{folder} holds no finished copy.")
    note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
    _copy_files(folder / FILES, storage.root())
    connections.close_all()
    words = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
    _run("pg_restore", *words, f"--dbname={connection.settings_dict['NAME']}", str(folder / DUMP))
    connections.close_all()
    return note


def _copy_files(source: Path, target: Path) -> int:
    """Copy the stored files that are not there yet, each whole or not at all; a name is the digest of its file."""
    count = 0
    for path in sorted(source.glob("??/??/*")):
        place, count = target / path.relative_to(source), count + 1
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside = place.with_suffix(".part")
            shutil.copyfile(path, beside)
            os.replace(beside, place)
    return count


def _last_block() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce((SELECT hash FROM audit_auditblock ORDER BY id DESC LIMIT 1), '')")
        return cursor.fetchone()[0]


def _run(program: str, *words: str) -> None:
    """Run a program of PostgreSQL on our database; what it says when it fails is the reason."""
    database = connection.settings_dict
    address = {name: str(database[key]) for key, name in ADDRESS.items() if database.get(key)}
    path = programs() / program
    where = str(path) if path.exists() else shutil.which(program)
    if where is None:
        raise CannotCopy(f"{program} is not installed here. Set PG_BIN to the folder of PostgreSQL's programs.")
    done = subprocess.run([where, *words], env={**os.environ, **address}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotCopy(f"{program} failed: {done.stderr.strip()[-500:]}")

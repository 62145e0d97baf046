"""The environment before settings are read: the .env file, the data folder, the secret of this machine."""

import os
import secrets
from pathlib import Path

from dotenv import load_dotenv

BASE = Path(__file__).resolve().parents[2]


def read_env_file() -> None:
    """Take the lines of ``.env`` into the environment; what is set there already wins."""
    load_dotenv(BASE / ".env")


def data_folder() -> Path:
    """``PORTAL_DATA_DIR``, else ``var/`` beside the code; made when it is not there."""
    folder = (BASE / os.environ.get("PORTAL_DATA_DIR", "var")).resolve()
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o711)  # the database server may run as another user, who has to pass through
    for name in ("log", "files"):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    os.environ["PORTAL_DATA_DIR"] = str(folder)
    return folder


def provide_secret(folder: Path) -> None:
    """Without a ``SECRET_KEY`` use one made here once, which nobody but the portal's user can read."""
    if os.environ.get("SECRET_KEY"):
        return
    path = folder / "secret_key"
    if not path.exists() or not path.read_text(encoding="ascii").strip():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    os.environ["SECRET_KEY"] = path.read_text(encoding="ascii").strip()

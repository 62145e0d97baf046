"""Where the embedded servers of a data folder are, whether they run or not."""

import hashlib
import tempfile
from pathlib import Path

LONGEST_SOCKET_PATH = 107
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432.lock"


def socket_folder(data_folder: Path) -> Path:
    """``run`` in the data folder, or a short folder named after it where the kernel could not take so long a path."""
    folder = data_folder / "run"
    if len(str(folder).encode()) + len(LONGEST_SOCKET_NAME) <= LONGEST_SOCKET_PATH:
        return folder
    digest = hashlib.sha256(str(data_folder).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"portal-{digest}"


def running_servers(data_folder: Path) -> dict[str, str]:
    """The addresses of the embedded servers as the settings know them, by the names of the variables."""
    sockets = socket_folder(data_folder)
    return {
        "DATABASE_URL": f"postgresql://portal@/portal?host={sockets}",
        "REDIS_URL": f"unix://{sockets}/cache/valkey.sock",
    }

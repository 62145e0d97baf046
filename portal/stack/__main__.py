"""``python -m portal.stack``: the whole portal, or with ``--only-servers`` its database and queue alone."""

import argparse
import sys

from .supervisor import Supervisor


def main() -> int:
    """Run until Ctrl-C; the exit status is 0 when all went well."""
    parser = argparse.ArgumentParser(prog="python -m portal.stack", description=__doc__)
    parser.add_argument("--only-servers", action="store_true", help="start PostgreSQL and Valkey, and nothing else")
    return Supervisor(only_servers=parser.parse_args().only_servers).run()


if __name__ == "__main__":
    sys.exit(main())

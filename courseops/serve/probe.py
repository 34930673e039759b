"""Asks the web server of this container whether it lives: exit 0 or 1.

Django is not loaded: this runs every few seconds. The request names the first of
``ALLOWED_HOSTS``, without which the server would refuse it.
"""

import os
import sys
from http.client import HTTPConnection


def main() -> int:
    """Return the exit code."""
    port = int(os.environ.get("PORT", "8000"))
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".*")
    host = first or "127.0.0.1"
    connection = HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/livez", headers={"Host": host})
        return 0 if connection.getresponse().status == 200 else 1
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())

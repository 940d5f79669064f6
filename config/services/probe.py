"""`python -m config.services.probe /readyz`: asks the web of this machine as its proxy would."""

import os
import sys
import urllib.request
from http import HTTPStatus

ANSWER_SECONDS_MAX = 8


def main(path: str) -> int:
    """Return 0 when the path answers 200 within eight seconds, else 1."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    request = urllib.request.Request(
        f"http://127.0.0.1:8000{path}",
        headers={"Host": host, "X-Forwarded-Proto": "https"},
    )
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS_MAX) as answer:  # noqa: S310
            return 0 if answer.status == HTTPStatus.OK else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

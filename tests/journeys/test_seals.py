"""A member takes an archive of the books along and checks it offline."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from tests.journeys.hands import Visitor


def test_the_archive_checks_itself_offline(visit: Callable[[str], Visitor], tmp_path: Path) -> None:
    hana = visit("hana").open("purse/seals/")
    hana.sees("Nothing is sealed yet")
    this_month = timezone.localdate().strftime("%Y-%m")
    for name in ("From", "To"):
        hana.page.get_by_label(name, exact=True).select_option(this_month)
    with hana.page.expect_download() as coming:
        hana.press("Get the archive")
    file = coming.value
    assert file.suggested_filename == f"harbour-lights-{this_month}-{this_month}-books.zip"

    with zipfile.ZipFile(str(file.path())) as archive:
        archive.extractall(tmp_path)
    hana.open("purse/seals/").sees("entry is under seal, up to block 1")
    head = hana.page.locator("code").first.inner_text().replace(" ", "")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify_books.py", "--head", head],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Whole: ")

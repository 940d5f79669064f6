"""A page stays light: bytes as they travel, requests and nodes of a first visit."""

import gzip
from collections import Counter
from collections.abc import Callable

import brotli
import pytest
from playwright.sync_api import Response

from tests.journeys.hands import Visitor

KB = 1024
BUDGETS = {"document": 15 * KB, "stylesheet": 15 * KB, "script": 25 * KB, "font": 36 * KB}
TOTAL, REQUESTS, NODES = 100 * KB, 8, 800
LOG_TOTAL = 60 * KB
PAGES = ["", "log/", "purse/", "people/"]


def travelled(response: Response) -> int:
    """Bytes on the wire: as sent, or as WhiteNoise's prepared copies of it are in real use."""
    body = response.body()
    kind = response.headers.get("content-type", "")
    if response.request.resource_type == "document":
        return len(gzip.compress(body, 6))
    return len(body) if "font" in kind or "image/png" in kind else len(brotli.compress(body))


@pytest.mark.parametrize("path", PAGES)
def test_first_visit_is_light(phone: Callable[[str], Visitor], path: str) -> None:
    visitor = phone("hana")
    weights: Counter[str] = Counter()
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    visitor.page.on("response", note)
    visitor.open(path).page.wait_for_load_state("networkidle")
    for answer in answers:
        weights[answer.request.resource_type] += travelled(answer)
    assert {"document", "stylesheet", "script", "font"} <= weights.keys(), "Not all was weighed."
    over = {kind: weights[kind] for kind, most in BUDGETS.items() if weights[kind] > most}
    assert not over, f"{path}: {weights}"
    assert weights.total() <= (LOG_TOTAL if path == "log/" else TOTAL), weights
    assert len(answers) <= REQUESTS, [answer.url for answer in answers]
    assert visitor.page.evaluate("document.querySelectorAll('*').length") <= NODES


def test_nothing_jumps_while_loading(phone: Callable[[str], Visitor]) -> None:
    visitor = phone("hana")
    visitor.page.add_init_script(
        """window.shifted = 0; new PerformanceObserver(list => {
             for (const e of list.getEntries()) if (!e.hadRecentInput) window.shifted += e.value
           }).observe({type: 'layout-shift', buffered: true})"""
    )
    visitor.open().page.wait_for_load_state("networkidle")
    assert visitor.page.evaluate("window.shifted") <= 0.1

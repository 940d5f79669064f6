"""A page stays light: bytes as they travel, requests and nodes of a first visit."""

import gzip
from collections import Counter
from collections.abc import Callable

import brotli
from playwright.sync_api import Response

from tests.journeys.hands import Visitor

KB = 1024
BUDGETS = {"document": 15 * KB, "stylesheet": 15 * KB, "script": 25 * KB, "font": 36 * KB}
TOTAL, REQUESTS, NODES = 100 * KB, 8, 800
LOG_TOTAL = 60 * KB
PAGES = ("", "log/", "needs/", "purse/", "things/HL-014/", "people/", "hub/")


def travelled(response: Response) -> int:
    """Bytes on the wire: as sent, or as WhiteNoise's prepared copies of it are in real use."""
    body = response.body()
    kind = response.headers.get("content-type", "")
    if response.request.resource_type == "document":
        return len(gzip.compress(body, 6))
    return len(body) if "font" in kind or "image/png" in kind else len(brotli.compress(body))


def test_first_visits_are_light(phone: Callable[[str], Visitor]) -> None:
    for path in PAGES:
        answers: list[Response] = []

        def note(answer: Response, answers: list[Response] = answers) -> None:
            answers.append(answer)

        visitor = phone("hana")  # a browser of its own has nothing in its cache
        visitor.page.on("response", note)
        visitor.open(path).page.wait_for_load_state("networkidle")
        nodes = visitor.page.evaluate("document.querySelectorAll('*').length")
        assert nodes <= NODES, f"{path}: {nodes} nodes"
        check_weight(path, answers)


def check_weight(path: str, answers: list[Response]) -> None:
    """Every kind within its budget, and all together."""
    weights: Counter[str] = Counter()
    for answer in answers:
        weights[answer.request.resource_type] += travelled(answer)
    assert {"document", "stylesheet", "script", "font"} <= weights.keys(), "Not all was weighed."
    over = {kind: weights[kind] for kind, most in BUDGETS.items() if weights[kind] > most}
    assert not over, f"{path}: {weights}"
    assert weights.total() <= (LOG_TOTAL if path == "log/" else TOTAL), f"{path}: {weights}"
    assert len(answers) <= REQUESTS, [answer.url for answer in answers]


def test_nothing_jumps_while_loading(phone: Callable[[str], Visitor]) -> None:
    visitor = phone("hana")
    visitor.page.add_init_script(
        """window.shifted = 0; new PerformanceObserver(list => {
             for (const e of list.getEntries()) if (!e.hadRecentInput) window.shifted += e.value
           }).observe({type: 'layout-shift', buffered: true})"""
    )
    visitor.open().page.wait_for_load_state("networkidle")
    assert visitor.page.evaluate("window.shifted") <= 0.1

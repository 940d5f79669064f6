"""Processes that take orders by pipe, one line of JSON each way.

Eight clients are eight processes, as web workers are, so that none waits for another's Python.
What must not share our settings runs in one too. Whoever measures tells all of them, then hears
all of them.
"""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from config.services.folders import ROOT

END_SECONDS_MAX = 20
# A child's modules read models, so Django is set up before the first of them.
BEGIN = "import sys, django, runpy; django.setup(); runpy.run_module(sys.argv[1], run_name='main')"
Verbs = Mapping[str, Callable[..., object]]


class OrderFailed(RuntimeError):
    """A process could not do what it was told; the text is its traceback."""


class Client:
    """The parent's end: a module of this project in a process of its own, beside Django."""

    def __init__(self, module: str, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", BEGIN, module],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, do: str, **how: object) -> None:
        """Give an order and go on."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"do": do, "how": how}) + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        """Wait for the end of the last order. Raises OrderFailed."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        answer = json.loads(line) if line else {"failed": "The process has ended."}
        if "failed" in answer:
            raise OrderFailed(answer["failed"])
        return answer["done"]

    def ask(self, do: str, **how: object) -> Any:
        """Give an order and wait for its end."""
        self.tell(do, **how)
        return self.hear()

    def end(self) -> None:
        """Close the pipe, which ends the process; it is killed if it stays."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        try:
            self.process.wait(END_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def together(clients: Sequence[Client], do: str, **how: object) -> list[Any]:
    """The same order to all at once; ends when the last has done it."""
    for client in clients:
        client.tell(do, **how)
    return [client.hear() for client in clients]


def order(clients: Sequence[Client], do: str, **how: object) -> Callable[[], list[Any]]:
    """An order to be given later, again and again."""
    return partial(together, clients, do, **how)


def serve(verbs: Verbs) -> None:
    """The child's end: do what comes in until the pipe is closed; print nothing but answers."""
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        told = json.loads(line)
        try:
            answer = {"done": verbs[told["do"]](**told["how"])}
        except Exception:  # noqa: BLE001 - whatever it was, whoever measures must hear of it
            answer = {"failed": traceback.format_exc()}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

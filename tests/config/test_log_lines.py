"""A fault of ours leaves its place in the log, and nothing of anybody's rows."""

import logging
import sys

from config.log_lines import QuietFormatter

NOTHING: dict[str, str] = {}


def fail(words: str) -> None:
    try:
        NOTHING[words]
    except KeyError as error:
        raise ValueError(words) from error


def test_where_it_broke_stands_there_and_no_value() -> None:
    caught, words = None, "Hana" + " owes"
    try:
        fail(words)
    except ValueError:
        caught = sys.exc_info()
    record = logging.LogRecord("django.request", 40, __file__, 1, "at /join/abc", (), caught)
    line = QuietFormatter().format(record)
    assert "builtins.ValueError" in line
    assert "builtins.KeyError" in line
    assert "test_log_lines" in line
    assert words not in line
    assert "/join/abc" not in line

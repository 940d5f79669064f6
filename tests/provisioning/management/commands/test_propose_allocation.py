"""The command is a thin shell over the rule."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

GOOD = (
    '{"format":"allocation/1","seed":"s","purse":5,"needs":'
    '[{"id":"a","tier":"health","amount":9,"persons":["Zoë"]}]}'
)


def run(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("propose_allocation", *arguments, stdout=out, **options)
    return out.getvalue()


def test_a_file_gives_canonical_json_and_a_newline(tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    file.write_text(GOOD, encoding="utf-8")
    text = run(str(file))
    assert text.endswith("}\n")
    assert '"person":"Zoë"' in text
    assert json.loads(text)["lines"][0]["grant"] == 5
    assert json.loads(run(str(file), pretty=True)) == json.loads(text)


def test_standard_input_is_read_when_no_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert json.loads(run())["granted"] == 5


@pytest.mark.parametrize("content", [b"{}", b"\xff\xfe", b"", GOOD.replace("5", "5.0").encode()])
def test_a_bad_input_is_one_line_and_no_output(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "in.json"
    file.write_bytes(content)
    out = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("propose_allocation", str(file), stdout=out)
    assert "\n" not in str(refusal.value)
    assert out.getvalue() == ""


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(str(tmp_path / "nothing.json"))

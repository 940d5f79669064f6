"""What docs/protocol says is what the code has."""

from pathlib import Path

from federation.protocol import entries, vocabulary
from federation.wire.problems import TITLES

DOCS = Path(__file__).parents[3] / "docs" / "protocol"


def test_every_code_word_is_written_down() -> None:
    text = (DOCS / "vocabulary.md").read_text(encoding="utf-8")
    groups = (
        vocabulary.SCOPES,
        vocabulary.TIERS,
        vocabulary.KINDS,
        vocabulary.UNITS,
        vocabulary.FUNCTIONS,
        vocabulary.CATEGORIES,
        vocabulary.CRISIS,
    )

    assert not [word for words in groups for word in words if f"`{word}`" not in text]


def test_every_type_and_status_is_written_down() -> None:
    lines = (DOCS / "entries.md").read_text(encoding="utf-8")
    addresses = (DOCS / "endpoints.md").read_text(encoding="utf-8")

    assert not [kind for kind in entries.KNOWN if f"| `{kind}` |" not in lines]
    assert not [status for status in TITLES if str(status) not in addresses]

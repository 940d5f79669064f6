"""Collects every string for translation from the source, without gettext."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("unions", "commonpurse", "provisioning", "federation", "config")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


@dataclass(frozen=True)
class Text:
    """One string: its context, its words, and the first place it stands in."""

    context: str | None
    words: str
    place: str


@cache
def texts() -> list[Text]:
    """Every string of templates and Python, once."""
    found: dict[tuple[str | None, str], Text] = {}
    for text in (*_of_templates(), *_of_python()):
        found.setdefault((text.context, text.words), text)
    return sorted(found.values(), key=lambda text: (text.place, text.words))


def pairs(language: str) -> Iterator[tuple[str | None, tuple[str, ...], tuple[str, ...]]]:
    """Context, the words (one form, or singular and plural), and their translation.

    What is not translated yet, or marked as doubtful, is left out.
    """
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    for message in read_po(BytesIO(path.read_bytes()), locale=language):
        words, said = _forms(message.id), _forms(message.string)
        if words != ("",) and all(said) and not message.fuzzy:
            yield message.context, words, said


def catalogue(language: str) -> dict[tuple[str | None, str], tuple[str, ...]]:
    """(context, words in the singular) → the translation, in all its forms."""
    return {(context, words[0]): said for context, words, said in pairs(language)}


def placeholders(words: str) -> set[str]:
    """The names between the words that are filled in later."""
    return {"".join(names) for names in PLACEHOLDER.findall(words)}


def _forms(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ("",))


def _of_templates() -> Iterator[Text]:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix not in {".html", ".txt"}:
            continue
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        flat = "\n".join(line.strip() for line in code.splitlines())
        yield from _found(flat, path)


def _of_python() -> Iterator[Text]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            yield from _found(path.read_text(encoding="utf-8"), path)


def _found(code: str, path: Path) -> Iterator[Text]:
    place = str(path.relative_to(ROOT))
    for _line, words, _comments, context in extract(
        "python", BytesIO(code.encode()), keywords=KEYWORDS
    ):
        first = words if isinstance(words, str) else next(w for w in words if w)
        yield Text(context, first.replace("%%", "%") if "%%" in first else first, place)

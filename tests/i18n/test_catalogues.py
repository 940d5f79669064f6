"""Spanish and German say everything that English says, with the same placeholders."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.i18n.strings import APPS, KEYWORDS, ROOT, catalogue, pairs, placeholders, texts

LANGUAGES = ("es", "de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated(language: str) -> None:
    known = catalogue(language)
    missing = {
        text.words: text.place for text in texts() if (text.context, text.words) not in known
    }
    assert missing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept(language: str) -> None:
    # The singular may leave its number out ("one person"); no form invents a name.
    wrong = {
        words: said
        for _context, words, said in pairs(language)
        if placeholders(said[-1]) != placeholders(words[-1])
        or any(not placeholders(form) <= placeholders(words[-1]) for form in said)
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_cloak_is_never_translated(language: str) -> None:
    changed = {
        words: said
        for _context, words, said in pairs(language)
        if "One Cloak" in words[0] and not all("One Cloak" in form for form in said)
    }
    assert changed == {}


def test_translation_has_only_the_names_that_are_collected() -> None:
    # Words under another name would never reach the catalogues.
    strange = {
        place: name
        for place, imported, name in _names_of_translation()
        if imported in KEYWORDS and name not in KEYWORDS
    }
    assert strange == {}


def test_no_words_stand_inside_a_string_that_is_filled_in() -> None:
    # Neither gettext nor Babel looks into an f-string, so its words would stay in English.
    found = {
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in _sources()
        for filled in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(filled, ast.JoinedStr)
        for call in ast.walk(filled)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in KEYWORDS
    }
    assert found == set()


def _sources() -> Iterator[Path]:
    for app in APPS:
        yield from sorted((ROOT / app).rglob("*.py"))


def _names_of_translation() -> Iterator[tuple[str, str, str]]:
    """Each place with what it imports from Django's translation, and the name it gives it."""
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                for alias in node.names:
                    place = f"{path.relative_to(ROOT)}:{node.lineno}"
                    yield place, alias.name, alias.asname or alias.name

"""The words of the pages: plain ones, and none that we avoid (docs/glossary.md)."""

import re

from tests.i18n.strings import placeholders, texts

AVOIDED = re.compile(
    r"\b(users?|beneficiar(y|ies)|clients?|claims?|applications?|request form|transactions?|"
    r"credits?|debits?|labour|shifts? owed|workforce|assets?|inventory|checked out|overdue|"
    r"late fees?|penalt(y|ies)|fail(s|ed|ure)?|denied|rejected|votes?|veto|partners?|debtors?|"
    r"balance owed|inactive|terminated|deleted)\b",
    re.IGNORECASE,
)
# Each with its reason.
EXCEPTIONS: dict[str, str] = {}
SENTENCE_WORDS_MAX = 26


def test_no_word_to_avoid_stands_in_a_source_string() -> None:
    found = {
        text.words: text.place
        for text in texts()
        if AVOIDED.search(text.words) and text.words not in EXCEPTIONS
    }
    assert found == {}


def test_every_exception_is_still_needed() -> None:
    said = {text.words for text in texts()}
    assert {words for words in EXCEPTIONS if words not in said} == set()


def test_sentences_are_short() -> None:
    found = {
        sentence.strip(): text.place
        for text in texts()
        for sentence in re.split(r"(?<=[.:;?!])\s", text.words)
        if len(sentence.split()) > SENTENCE_WORDS_MAX
    }
    assert found == {}


def test_placeholders_have_names() -> None:
    found = {text.words: text.place for text in texts() if "" in placeholders(text.words)}
    assert found == {}

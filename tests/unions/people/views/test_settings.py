"""Settings: language, theme, tokens, and the way out."""

import re

import pytest

from tests.cast import Cast
from unions.people.queries.api_tokens import of_user


@pytest.mark.parametrize("language", ["de", "es"])
def test_language_switch_of_the_page_changes_the_language(harbour: Cast, language: str) -> None:
    browser = harbour.client("hana")
    page = browser.get(harbour.url("settings/")).content.decode()
    (form,) = [f for f in re.findall(r"<form.*?</form>", page, re.DOTALL) if "language" in f]
    found = re.search(r'action="([^"]+)"', form)
    assert found, "the switch posts to its own address"
    answer = browser.post(found[1], {"language": language, "next": harbour.url("settings/")})
    assert answer["Location"] == harbour.url("settings/")
    page = browser.get(harbour.url("settings/")).content.decode()
    assert f'<html lang="{language}"' in re.sub(r"\s+", " ", page)


def test_theme_is_kept_in_a_cookie(harbour: Cast) -> None:
    browser = harbour.client("hana")
    browser.post(harbour.url("settings/theme/"), {"theme": "dark"})
    assert 'data-theme="dark"' in browser.get(harbour.url("settings/")).content.decode()
    browser.post(harbour.url("settings/theme/"), {"theme": "<script>"})
    assert 'data-theme="dark"' in browser.get(harbour.url("settings/")).content.decode()


def test_token_is_shown_once_and_can_be_taken_back(harbour: Cast) -> None:
    browser = harbour.client("hana")
    shown = browser.post(harbour.url("settings/tokens/"), {"name": "garden"}).content.decode()
    assert re.search(r'value="oc_[\w-]{40,}"', shown)
    assert not re.search(r"oc_[\w-]{40,}", browser.get(harbour.url("settings/")).content.decode())
    assert harbour.hana.user is not None
    (token,) = of_user(harbour.hana.user)
    harbour.client("idris").post(harbour.url(f"settings/tokens/{token.id}/take-back/"))
    assert of_user(harbour.hana.user), "only its owner takes it back"
    browser.post(harbour.url(f"settings/tokens/{token.id}/take-back/"))
    assert not of_user(harbour.hana.user)


@pytest.mark.parametrize(
    ("name", "said"), [("", "This field is required"), ("x" * 61, "at most 60 characters")]
)
def test_what_is_wrong_with_a_name_stands_at_its_field(harbour: Cast, name: str, said: str) -> None:
    answer = harbour.client("hana").post(harbour.url("settings/tokens/"), {"name": name})
    page = answer.content.decode()
    assert (answer.status_code, page.count(said)) == (422, 2), "above the page and at the field"
    assert f'name="next" value="{harbour.url("settings/")}"' in re.sub(r"\s+", " ", page)
    assert harbour.hana.user is not None
    assert not of_user(harbour.hana.user)


def test_leaving_says_what_happens_and_closes_the_door(harbour: Cast) -> None:
    browser = harbour.client("hana")
    assert "at once" in browser.get(harbour.url("settings/leave/")).content.decode()
    assert browser.get(harbour.url("")).status_code == 200, "reading the page leaves nothing"
    browser.post(harbour.url("settings/leave/"))
    assert browser.get(harbour.url("")).status_code == 404

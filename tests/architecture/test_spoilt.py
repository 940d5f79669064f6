"""The checks of this folder can fail: each is shown a sample that it must refuse."""

import ast
import re

import pytest

from tests.architecture import house, test_actions, test_repository, test_tidy, test_views


def function(text: str) -> ast.FunctionDef:
    (found,) = (node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef))
    return found


@pytest.mark.parametrize(
    "page",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        '<a onclick="go()">',
        '<a href="javascript:x">',
    ],
)
def test_inline_code_is_seen(page: str) -> None:
    assert test_tidy.INLINE.search(page)


def test_scripts_in_a_page_are_seen_and_files_are_not() -> None:
    assert test_tidy.BARE_SCRIPT.search("<script>go()</script>")
    assert not test_tidy.BARE_SCRIPT.search('<script src="/static/x.js" defer></script>')


def test_notes_without_a_number_are_seen() -> None:
    assert test_tidy.TASK_NOTE.search("# TO" + "DO: later")
    assert not test_tidy.TASK_NOTE.search("# TO" + "DO(#12): later")


def test_length_is_counted_from_def_to_the_last_line() -> None:
    assert house.length(function("@cache\ndef f():\n" + "    x = 1\n" * 50)) == 51


def test_writes_are_seen() -> None:
    assert test_actions.writes_rows(function("def f(*, by):\n    Need.objects.create(by=by)"))
    assert not test_actions.writes_rows(function("def f(*, by):\n    return by.name"))


def test_a_dependency_without_a_reason_is_seen() -> None:
    assert not test_repository.REASON.search('  "django>=5.2",')
    assert not test_repository.REASON.search('  "django>=5.2", # web')
    assert test_repository.REASON.search('  "django>=5.2", # the frame of everything')


def test_types_only_imports_are_told_apart() -> None:
    tree = ast.parse("import a\nif TYPE_CHECKING:\n    from b import c\n")
    assert [name for name, _ in house.imported(tree)] == ["a"]
    assert [name for name, _ in house.imported(tree, types_only=True)] == ["b.c"]


def test_templates_are_found_behind_a_constant() -> None:
    tree = ast.parse('PAGES = "a/b/c"\nrender(f"{PAGES}/show.html")\nrender("a/b/d/index.html")')
    assert sorted(test_views.templates_named(tree)) == ["a/b/c/show.html", "a/b/d/index.html"]


def test_each_looks_at_all_and_names_those_that_fail() -> None:
    def is_two(number: int) -> None:
        assert number == len("ab"), "is not two"

    check = house.each([1, 2, 3], lambda number: f"number {number}")(is_two)
    with pytest.raises(AssertionError) as found:
        check()
    assert re.findall(r"number \d: is .*", str(found.value)) == [
        "number 1: is not two",
        "number 3: is not two",
    ]

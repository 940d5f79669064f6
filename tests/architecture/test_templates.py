"""What holds for every template: one form, nothing inline, nothing from a higher app."""

import re
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path

from tests.architecture import house
from unions import cards
from unions.founding.models.union import Union
from unions.rights import Office
from unions.standing import Standing

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
ALL = sorted(TEMPLATES.rglob("*.html"))
LINES_MAX = 150
ORDER = ("unions", "commonpurse", "provisioning", "federation")
# A namespace that does not bear its app's name, and the app whose pages stand in it.
NAMESPACES = {"outside": "unions", "demo": "unions", "peers": "federation"}

COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
NAMED_URL = re.compile(r"{%\s*url\s+['\"]([\w-]+):")
PART_OF = re.compile(r"{%\s*(?:include|extends)\s+['\"]([\w-]+)/")
COMPONENT = re.compile(r"<c-([a-z][a-z0-9_-]*)")
ICON = re.compile(r"<c-icon name=\"([a-z0-9-]+)\"|\sicon=\"([a-z0-9-]+)\"")
CLASS = re.compile(r"\sclass=\"([^\"]*)\"")
SCRIPT = re.compile(r"<script\b([^>]*)>")
FORBIDDEN = {
    "style inside the page": re.compile(r"<style\b|\sstyle=", re.IGNORECASE),
    "script in an attribute": re.compile(r"\son[a-z]+=|javascript:", re.IGNORECASE),
    "htmx that needs eval": re.compile(r"hx-on|[\"']js:|hx-vals=.?js|hx-trigger=\"[^\"]*\["),
    "htmx that asks instead of a page": re.compile(r"hx-confirm|hx-prompt"),
    "htmx that inherits": re.compile(r"hx-headers|hx-boost|:inherited"),
    "htmx beyond GET and POST": re.compile(r"hx-(?:put|patch|delete)"),
}


def words(template: Path) -> str:
    """The template without its comments."""
    return COMMENT.sub("", template.read_text("utf-8"))


def name_of(template: Path) -> str:
    """The template's path as tests show it."""
    return str(template.relative_to(TEMPLATES))


def apps_named_in(template: Path) -> set[str]:
    """The apps that a template's addresses, includes and parent belong to."""
    text = words(template)
    spaces = [found.removesuffix("-api") for found in NAMED_URL.findall(text)]
    return {NAMESPACES.get(name, name) for name in [*spaces, *PART_OF.findall(text)]} & set(ORDER)


@house.each(ALL, name_of)
def test_nothing_is_inline_and_nothing_needs_eval(template: Path) -> None:
    text = words(template)
    assert [why for why, pattern in FORBIDDEN.items() if pattern.search(text)] == []
    for attributes in SCRIPT.findall(text):
        assert "src=" in attributes or 'type="application/json"' in attributes


@house.each(ALL, name_of)
def test_a_template_is_short(template: Path) -> None:
    assert len(template.read_text("utf-8").splitlines()) <= LINES_MAX


@house.each(ALL, name_of)
def test_a_template_names_its_own_or_a_lower_app(template: Path) -> None:
    place = template.relative_to(TEMPLATES).parts[0]
    # What all pages share stands on the floor: it may know no more than the lowest app.
    height = ORDER.index(place) if place in ORDER else 0
    assert {app for app in apps_named_in(template) if ORDER.index(app) > height} == set()


@house.each(ALL, name_of)
def test_every_part_and_icon_that_is_named_exists(template: Path) -> None:
    text = words(template)
    parts = {name.replace("-", "_") for name in COMPONENT.findall(text)} - {"vars", "slot"}
    assert {p for p in parts if not (TEMPLATES / "_components" / f"{p}.html").exists()} == set()
    assert set(filter(None, chain.from_iterable(ICON.findall(text)))) - icons() == set()


@house.each(ALL, name_of)
def test_every_class_that_is_named_has_its_rule(template: Path) -> None:
    sheet = (ROOT / "config" / "static" / "shell" / "shell.css").read_text("utf-8")
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", sheet))
    # What a template works out (`kind-{{ kind }}`) is not looked at, only whole words.
    plain = re.sub(r"{%.*?%}", " ", words(template), flags=re.DOTALL)
    plain = re.sub(r"[^\s\"]*{{.*?}}[^\s\"]*", " ", plain)
    named = {name for value in CLASS.findall(plain) for name in value.split()}
    assert named - known == set()


def test_every_icon_of_the_menu_exists() -> None:
    named = {icon for _label, icon in cards.BAR_LABELS.values()}
    everyone_may = Standing(union=Union(), offices=frozenset(Office))
    named |= {entry.icon for entry in cards.entries(everyone_may)}
    assert named - icons() == set()


def icons() -> set[str]:
    """The names in the sprite."""
    sprite = ROOT / "config" / "static" / "vendor" / "lucide" / "icons.svg"
    return set(re.findall(r'<symbol id="([^"]+)"', sprite.read_text("utf-8")))


def test_templates_are_formatted_and_free_of_slips(tmp_path: Path) -> None:
    tool = Path(sys.executable).with_name("djangofmt")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    copy = shutil.copytree(TEMPLATES, tmp_path / "templates")
    for order in ([], ["check"]):
        done = subprocess.run(
            [tool, *order, copy], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert order == [] or done.returncode == 0, done.stdout + done.stderr
    changed = [
        name_of(template)
        for template in ALL
        if (copy / name_of(template)).read_bytes() != template.read_bytes()
    ]
    assert changed == []


def test_the_rules_of_this_module_do_find_breaches(tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text("<p style='x'>{% url 'federation:hubs.show' %}</p>", "utf-8")
    assert apps_named_in(spoilt) == {"federation"}
    assert FORBIDDEN["style inside the page"].search(words(spoilt))

"""How a person uses the site: by finger, by mouse, by keyboard alone, or without scripts.

A story says what is pressed and read, by role and words; the mode says how. Everything a browser
complains about on the way is kept: script errors, policy violations, requests to another host.
"""

from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, Response, expect

TABS_MAX = 120
WAIT_MS = 60_000
SMALLEST_SERVER_ERROR = 500
Role = Literal["button", "link", "radio", "checkbox"]
AXE = Axe()
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# What it finds well is as long again as the page, and nobody reads it.
ONLY_VIOLATIONS = "options => axe.run(options).then(found => found.violations)"
PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
expect.set_options(timeout=WAIT_MS)


@dataclass(frozen=True)
class Mode:
    """A device and a way of using it."""

    name: str
    options: dict[str, Any]
    by: Literal["finger", "mouse", "keyboard"] = "mouse"

    @property
    def has_scripts(self) -> bool:
        """False where JavaScript is switched off."""
        return bool(self.options.get("java_script_enabled", True))


MODES = (
    Mode("phone-light", {**PHONE, "color_scheme": "light"}, "finger"),
    Mode("desk-dark", {**DESK, "color_scheme": "dark"}),
    Mode("keyboard", {**DESK, "color_scheme": "light"}, "keyboard"),
    Mode("no-script", {**PHONE, "color_scheme": "light", "java_script_enabled": False}, "finger"),
)
EVERY_MODE = (
    *MODES,
    Mode("phone-dark", {**PHONE, "color_scheme": "dark"}, "finger"),
    Mode("desk-light", {**DESK, "color_scheme": "light"}),
    Mode("forced-colours", {**DESK, "forced_colors": "active"}),
    Mode("calm", {**PHONE, "reduced_motion": "reduce"}, "finger"),
)


@dataclass
class Visitor:
    """One person at one browser."""

    page: Page
    mode: Mode
    union_path: str
    complaints: list[str] = field(default_factory=list)
    taps: list[str] = field(default_factory=list)

    @classmethod
    def arrive(cls, context: BrowserContext, mode: Mode, union_path: str) -> "Visitor":
        """Open a page in this browser and listen to what it says."""
        context.set_default_timeout(WAIT_MS)
        visitor = cls(context.new_page(), mode, union_path)
        page = visitor.page
        page.on("pageerror", lambda error: visitor.complaints.append(f"script: {error}"))
        page.on("console", lambda said: visitor._heard(said.type, said.text))
        page.on("response", visitor._answered)
        return visitor

    def _heard(self, kind: str, words: str) -> None:
        # The browser reports every 422 here as well; the story itself says whether it expects one.
        if kind == "error" and "Failed to load resource" not in words:
            self.complaints.append(f"console: {words}")

    def _answered(self, response: Response) -> None:
        here = urlsplit(self.page.url).netloc or urlsplit(response.url).netloc
        there = urlsplit(response.url)
        if there.scheme.startswith("http") and there.netloc != here:
            self.complaints.append(f"{response.url} is another host")
        if response.status >= SMALLEST_SERVER_ERROR:
            self.complaints.append(f"{response.url} answered {response.status}")

    def open(self, path: str = "") -> "Visitor":
        """Go to a page of the union by its address."""
        self.page.goto(f"{self.union_path}{path}")
        return self

    def press(self, words: str, role: Role = "button", *, within: Locator | None = None) -> None:
        """Press the button or link that reads so, the first if there are several."""
        place = within or self.page.locator("main")
        self._use(place.get_by_role(role, name=words).first)

    def go(self, words: str) -> None:
        """Follow an entry of the menu."""
        menu = self.page.get_by_role("navigation").get_by_role("link", name=words, exact=True)
        self._use(menu.locator("visible=true").first)

    def choose(self, words: str) -> None:
        """Choose a chip or tick a box by its words."""
        self._use(self.page.locator("main").get_by_label(words, exact=True).first)

    def fill(self, label: str, words: str) -> None:
        """Write into the field with this label."""
        fields = self.page.locator("main").get_by_label(label)
        fields.and_(self.page.locator("input, textarea")).first.fill(words)

    def sees(self, words: str) -> None:
        """The page shows these words."""
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible()

    def sees_not(self, words: str) -> None:
        """The page does not show these words."""
        expect(self.page.get_by_text(words).locator("visible=true")).to_have_count(0)

    def reads(self) -> str:
        """The words of the page's main part."""
        return self.page.locator("main").inner_text()

    def _use(self, thing: Locator) -> None:
        expect(thing).to_be_attached()
        self.taps.append(thing.evaluate("e => e.outerHTML.slice(0, 80)"))
        if self.mode.by == "keyboard":
            self._reach(thing)
        elif self.mode.by == "finger":
            _touchable(thing).tap()
        else:
            _touchable(thing).click()

    def _reach(self, thing: Locator) -> None:
        """Tab to it from where the focus is, then press the key that uses it."""
        kind = thing.evaluate("e => e.type || e.tagName")
        for _ in range(TABS_MAX):
            if thing.evaluate("e => e === document.activeElement"):
                break
            if kind == "radio" and thing.evaluate(
                "e => document.activeElement.name === e.name && document.activeElement !== e"
            ):
                self.page.keyboard.press("ArrowDown")
                continue
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"The keyboard does not reach {self.taps[-1]}")
        assert thing.evaluate(_FOCUS_IS_SEEN), f"No visible focus on {self.taps[-1]}"
        self.page.keyboard.press("Space" if kind in {"radio", "checkbox"} else "Enter")

    def is_sound(self) -> list[str]:
        """What axe, the width of the page and its head have to say against it."""
        found = []
        where = urlsplit(self.page.url).path
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        view = self.mode.options["viewport"]["width"]
        if wide > view:
            found.append(f"{where}: {wide} px wide in {view}")
        if self.page.locator("h1").count() != 1:
            found.append(f"{where}: {self.page.locator('h1').count()} h1")
        if not self.page.locator("html").get_attribute("lang"):
            found.append(f"{where}: no language")
        self.page.evaluate(AXE.axe_script)
        for violation in self.page.evaluate(ONLY_VIOLATIONS, AXE_OPTIONS):
            nodes = [" ".join(node["html"].split())[:160] for node in violation["nodes"][:3]]
            found.append(f"{where}: {violation['id']} ({violation['help']}): {nodes}")
        return found


# A chip's input may lie hidden under its label: then the label is what a hand touches.
_HIDDEN = """e => {
  const box = e.getBoundingClientRect()
  return box.width < 8 || box.height < 8 || getComputedStyle(e).opacity === '0'
}"""
_FOCUS_IS_SEEN = """e => {
  const seen = style => style.outlineStyle !== 'none' || style.boxShadow !== 'none'
  return [e, ...(e.labels || [])].some(node => seen(getComputedStyle(node)))
}"""


def _touchable(thing: Locator) -> Locator:
    if thing.evaluate(_HIDDEN) and (name := thing.get_attribute("id")):
        return thing.page.locator(f'label[for="{name}"]')
    return thing

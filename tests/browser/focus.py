"""Where the keyboard is on a page, and how to get it somewhere else: by Tab alone."""

from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Page

MOST: Final = 260
# An outline, and of what is in the window at least one point that nothing lies over.
IS_SEEN: Final = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return "";
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  const box = focused.getClientRects()[0] ?? focused.getBoundingClientRect();
  const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
  const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
  const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
  const free = points.some(([x, y]) => {
    const over = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
    return over && (focused.contains(over) || over.contains(focused));
  });
  if (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && free) return "";
  return `${focused.outerHTML.slice(0, 120)} outline ${outlineStyle} ${outlineWidth}, free: ${free}`;
}"""
IS_UNCOVERED: Final = """(heading) => {
  const { left, top, width, height } = heading.getBoundingClientRect();
  return heading.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""
# What has the focus, to be read in a failure; its place in the document sets equal ones apart.
_NAME: Final = """
  const all = [...document.querySelectorAll("*")];
  const words = (each) => each.ariaLabel || each.name || each.textContent.replace(/\\s+/g, " ").trim();
  const name = (each) => `${all.indexOf(each)} ${each.localName}.${each.className} ${words(each).slice(0, 60)}`;"""
# In the order of the document. Of radio buttons with one name the chosen one is the stop, or the first.
CONTROLS: Final = f"""() => {{{_NAME}
  const chosen = (radio) => {{
    const group = all.filter((each) => each.type === "radio" && each.name === radio.name && each.form === radio.form);
    return radio === (group.find((each) => each.checked) ?? group[0]);
  }};
  return all
    .filter((each) => each.matches("a[href], button, input, select, textarea, summary, [tabindex]"))
    .filter((each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({{ visibilityProperty: true }}))
    .filter((each) => each.type !== "radio" || chosen(each))
    .map(name);
}}"""
# A date and a time have several stops inside one control.
_HERE: Final = f"""() => {{{_NAME}
  const focused = document.activeElement;
  return {{
    name: focused === document.body ? "" : name(focused), fault: ({IS_SEEN})(),
    inner: focused.matches("[type=date], [type=time]"), closed: focused.matches("details:not([open]) > summary"),
  }};
}}"""
_FROM_THE_TOP: Final = "document.activeElement.blur(); getSelection().setPosition(document.body, 0)"


@dataclass(slots=True)
class Walk:
    """What Tab reached, in order; hidden: where the focus was not seen; ended: whether it came out at the end."""

    reached: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    shut: list[str] = field(default_factory=list)
    ended: bool = False


def walk(page: Page) -> Walk:
    """Tab through the whole page from its top, opening with Enter whatever can be opened. shut: what did not open."""
    page.evaluate(_FROM_THE_TOP)
    walk = Walk()
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if not here["name"]:
            walk.ended = True
            break
        if here["fault"]:
            walk.hidden.append(here["fault"])
        if here["closed"]:
            page.keyboard.press("Enter")
            if page.evaluate("document.activeElement.matches('details:not([open]) > summary')"):
                walk.shut.append(here["name"])
        if not (here["inner"] and walk.reached[-1:] == [here["name"]]):
            walk.reached.append(here["name"])
    return walk


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Go to a control by Tab and press a key there that leads to another page."""
    tab_to(page, selector)
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press(key)

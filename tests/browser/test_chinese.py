"""Both writing systems on one page: each text names its language, and is set in its own hand."""

import re
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Opened

_HANS: Final = {"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Songti SC", "Noto Serif CJK SC"}
_HANT: Final = {"PingFang TC", "Microsoft JhengHei", "Songti TC", "Noto Serif CJK TC"}
# Plain `zh` is a name: too short to tell its script.
_FONTS: Final = {"zh": _HANS, "zh-Hans": _HANS, "zh-Hant": _HANT}
# Every run of Han on the page, but for what is typed in a typewriter's hand.
_RUNS: Final = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { textContent: words, parentElement: holder } = walker.currentNode;
    if (!/\\p{Script=Han}/u.test(words) || holder.closest("code, pre, kbd, script, option")) continue;
    const style = getComputedStyle(holder);
    found.push({
      words: words.trim().slice(0, 30), lang: holder.closest("[lang]").lang, font: style.fontFamily,
      slant: style.fontStyle, dots: holder.closest("em") ? style.textEmphasisStyle : null,
    });
  }
  return found;
}"""
_PATHS: Final = ("/", "/shop-floor/1/", "/shop-floor/1/facing/", "/shop-floor/1/west-1/", "/about/")


def _first_font(run: dict[str, Any]) -> str:
    """The family that draws Han: "Wenda Letters" has letters and digits only."""
    families = [family.strip().strip('"') for family in run["font"].split(",")]
    return families[1] if families[0] == "Wenda Letters" else families[0]


@pytest.mark.parametrize("prefix", ["en", "zh", "zh-hant"])
def test_chinese_is_set_as_chinese(prefix: str, open_as: Opened) -> None:
    """Each run of Han is marked as Chinese, set in a font of its own script, upright, and stressed by dots."""
    page = open_as(viewport=PHONE)
    runs = []
    for path in _PATHS:
        page.goto(f"/{prefix}{path}")
        runs += page.evaluate(_RUNS)

    assert len(runs) > 40
    assert [run for run in runs if run["lang"] not in _FONTS] == []
    assert [run for run in runs if _first_font(run) not in _FONTS[run["lang"]]] == []
    assert [run for run in runs if run["slant"] != "normal"] == []
    stressed = [run["dots"] for run in runs if run["dots"] is not None]
    assert stressed
    assert set(stressed) <= {"dot", "filled dot", "filled"}


@pytest.mark.parametrize(("prefix", "font"), [("zh", "Noto Serif CJK SC"), ("zh-hant", "Noto Serif CJK TC")])
def test_headings_are_drawn_in_their_script(prefix: str, font: str, open_as: Opened) -> None:
    """The font that the browser really draws a Chinese title with is one of its own script."""
    page = open_as(viewport=PHONE)
    page.goto(f"/{prefix}/shop-floor/1/")

    assert {font} == _drawn(page, "h1 .clause")


def _drawn(page: Page, selector: str) -> set[str]:
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"] for font in fonts}


def test_names_and_comments_say_their_language(open_as: Opened) -> None:
    """On an English page a Chinese comment and a name with Han are marked as Chinese, an English one is not."""
    page = open_as(viewport=PHONE)
    page.goto("/en/shop-floor/1/west-1/")
    chinese = page.locator(".comment .body", has=page.get_by_text("王小明 Wang"))
    english = page.locator(".comment .body", has=page.get_by_text("Idris P.")).first

    for name in ("王小明 Wang", "Moira 莫伊拉"):
        expect(page.locator("header b", has_text=name)).to_have_attribute("lang", re.compile("^zh"))
    expect(chinese.locator(".prose")).to_have_attribute("lang", "zh-Hans")
    expect(chinese.locator("em")).to_have_css("font-style", "normal")
    assert english.locator(".prose").get_attribute("lang") is None
    page.goto("/zh/shop-floor/1/west-1/")
    expect(page.locator(".comment .body", has_text="Idris P.").first.locator(".prose")).to_have_attribute("lang", "en")


def test_english_stress_inside_chinese_slants(open_as: Opened) -> None:
    """English words on a Chinese page keep their own hand: the serif of this site, and a real italic."""
    page = open_as(viewport=PHONE)
    page.goto("/zh/shop-floor/1/facing/")
    stress = page.locator('[lang="en"] em').first

    expect(stress).to_have_css("font-style", "italic")
    assert stress.evaluate("e => getComputedStyle(e).fontFamily").startswith('"Wenda Serif"')

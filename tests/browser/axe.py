"""What axe finds on a page: WCAG 2.2 A and AA, and the best practices."""

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_ALL: Final = {"type": "tag", "values": list(_TAGS)}
# What the dark can change: the words, the names and the order are the same document.
_COLOURS: Final = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def violations(page: Page, *, colours_only: bool = False) -> list[str]:
    """The rules that a page breaks, each with the element that breaks it."""
    rules = _COLOURS if colours_only else _ALL
    answer = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": rules}).response
    assert answer["passes"], "axe looked at something"
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in answer["violations"] for node in rule["nodes"]
    ]

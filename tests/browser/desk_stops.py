"""The pages around a draft at the desk."""

from typing import Final

from playwright.sync_api import Page, Response

from tests.browser.stop import Stop, submitted

_BENCH: Final = "/desk/posts/{desk}/"
_ANSWER: Final = _BENCH + "texts/q{asked}.answer/"


def _ask_nothing(page: Page) -> Response:
    # A blank passes the browser's own check of `required`; the server's is under test.
    page.locator("#ask-west summary").click()
    page.locator("#ask-west [name=words]").fill(" ")
    return submitted(page, "#ask-west form button")


def _save_too_late(page: Page) -> Response:
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#words").fill("The camera does not tire.")
    submitted(other, "[data-save]")
    other.close()
    page.locator("#words").fill("A camera never tires.")
    return submitted(page, "[data-save]")


def _plan_the_past(page: Page) -> Response:
    page.locator("details:has([name=when])").evaluate("(each) => { each.open = true }")
    page.locator("[name=when][value=at]").check()
    page.locator("[name=date]").fill("2020-01-01")
    page.locator("[name=time]").fill("09:00")
    return submitted(page, "form:has([name=when]) button")


DESK: Final = (
    Stop("bench", _BENCH, "west"),
    Stop("bench of a published post", "/desk/posts/1/", "east"),
    Stop("bench, nothing asked", _BENCH, "west", status=422, act=_ask_nothing),
    Stop("text, original", _BENCH + "texts/q{asked}/en/", "west"),
    Stop("text, not one's own", _BENCH + "texts/q{asked}/en/", "east"),
    Stop("text, unwritten", _BENCH + "texts/q{unanswered}.answer/en/", "west"),
    Stop("translation", _ANSWER + "en/", "west"),
    Stop("translation, other script", _ANSWER + "zh-hant/", "east"),
    Stop("translation, too late", _ANSWER + "en/", "west", status=409, act=_save_too_late),
    Stop("history of a text", _ANSWER + "zh/history/", "west"),
    Stop("glossary", "/desk/series/1/glossary/", "west"),
    Stop("pictures", "/desk/posts/2/pictures/", "west"),
    Stop("events of a post", _BENCH + "events/", "east"),
    Stop("signing", _BENCH + "signing/", "west"),
    Stop("signing, published", "/desk/posts/1/signing/", "east"),
    Stop("signing, in the past", _BENCH + "signing/", "west", status=422, act=_plan_the_past),
)

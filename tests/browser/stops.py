"""Every type of page that somebody can see."""

from typing import Final

from playwright.sync_api import Page, Response

from tests.browser.desk_stops import DESK
from tests.browser.stop import Stop, submitted


def _open_threads(page: Page) -> None:
    # From the last to the first, so that what opens does not push away what is to be opened.
    for summary in reversed(page.locator("details:not([open]) > summary").all()):
        summary.click()


def _send_badly(page: Page) -> Response:
    # Each passes the browser's own check of `required` and `type=email`; the server's is under test.
    page.locator("[name=name]").fill(" ")
    page.locator("[name=email]").fill("moira@nowhere")
    page.locator("[name=words]").fill(" ")
    return submitted(page, "form.say button")


def _sign_in_wrongly(page: Page) -> Response:
    page.locator("[name=email]").fill("moderator@demo.example")
    page.locator("[name=password]").fill("not the password")
    return submitted(page, "main form button")


def _invite_wrongly(page: Page) -> Response:
    page.locator("main [name=name]").fill("Ann")
    page.locator("main [name=email]").fill("ann@nowhere")
    return submitted(page, "form[action$=invitations] button")


def _invite(page: Page) -> Response:
    page.locator("main [name=name]").fill("Ann")
    page.locator("main [name=email]").fill("ann@new.example")
    return submitted(page, "form[action$=invitations] button")


def _open_panel(page: Page) -> None:
    page.locator("summary[data-key=x]").first.click()


def _decide_too_late(page: Page) -> Response:
    other = page.context.new_page()
    other.goto(page.url)
    submitted(other, "[data-key=a]")
    other.close()
    return submitted(page, "[data-key=a]")


def _post_across(page: Page) -> Response:
    address = f"{page.url}comments"
    page.goto(f"data:text/html,<title>elsewhere</title><form method=post action='{address}'><button>Go</button></form>")
    return submitted(page, "button")


_POST: Final = "/{loc}/shop-floor/1/"
PUBLIC: Final = (
    Stop("home", "/{loc}/"),
    Stop("home of an empty site", "/{loc}/", store="empty"),
    Stop("series", "/{loc}/shop-floor/"),
    Stop("post, threads open", _POST, act=_open_threads),
    Stop("post with a picture", "/{loc}/shop-floor/2/"),
    Stop("post with a withdrawn question", "/{loc}/shop-floor/3/"),
    Stop("facing", _POST + "facing/"),
    Stop("history", "/{loc}/shop-floor/3/history/"),
    Stop("preview link", "/t/preview/{preview}?loc={loc}"),
    Stop("preview link, facing", "/t/preview/{preview}?loc={loc}&view=facing"),
    Stop("question", _POST + "west-1/"),
    Stop("withdrawn question", "/{loc}/shop-floor/3/west-2/"),
    Stop("question, comments closed", "/{loc}/shop-floor/3/east-1/"),
    Stop("thread of the post", _POST + "thread/"),
    Stop("form with errors", _POST + "west-2/", status=422, act=_send_badly),
    Stop("reply form", _POST + "west-1/?reply={comment}"),
    Stop("receipt, waiting", "/t/{waiting}"),
    Stop("receipt, approved", "/t/{approved}"),
    Stop("receipt, declined", "/t/{declined}"),
    Stop("about", "/{loc}/about/"),
    Stop("privacy", "/{loc}/privacy/"),
    Stop("moderation policy", "/{loc}/moderation-policy/"),
    Stop("404", "/{loc}/nowhere/", status=404),
    Stop("410", "/{loc}/shop-floor/4/", status=410),
    Stop("403 across sites", _POST + "west-1/", status=403, act=_post_across),
)
PRIVATE: Final = (
    Stop("sign-in", "/account/sign-in?loc={loc}"),
    Stop("sign-in with an error", "/account/sign-in?loc={loc}", status=422, act=_sign_in_wrongly),
    Stop("signed out", "/account/sign-in?loc={loc}&left=1"),
    Stop("invitation", "/t/invitation/{invitation}"),
    Stop("account", "/account/", "moderator"),
    Stop("queue", "/moderation/", "moderator"),
    Stop("queue, reject panel open", "/moderation/", "moderator", act=_open_panel),
    Stop("queue of rejected comments", "/moderation/?state=rejected", "moderator"),
    Stop("queue of approved comments", "/moderation/?state=approved", "moderator"),
    Stop("queue, empty", "/moderation/?post=999", "moderator"),
    Stop("log", "/moderation/log", "moderator"),
    Stop("409", "/moderation/", "moderator", status=409, act=_decide_too_late),
    Stop("403", "/desk/people/", "moderator", status=403),
    Stop("turn", "/desk/", "west"),
    Stop("turn, nothing to do", "/desk/", "owner"),
    Stop("posts", "/desk/posts/", "west"),
    Stop("list of series", "/desk/series/", "owner"),
    Stop("a series", "/desk/series/1/", "owner"),
    Stop("a series, to begin a post", "/desk/series/1/", "west"),
    Stop("partners", "/desk/partners/", "owner"),
    Stop("a partner", "/desk/partners/1/", "owner"),
    Stop("draft", "/desk/posts/{draft}/preview/{loc}/", "west"),
    Stop("previews", "/desk/posts/{draft}/previews/", "west"),
    Stop("people", "/desk/people/", "owner"),
    Stop("people with an error", "/desk/people/", "owner", status=422, act=_invite_wrongly),
    Stop("people, invited", "/desk/people/", "owner", act=_invite),
)
STOPS: Final = PUBLIC + PRIVATE + DESK

"""Somebody writes markup where words are expected."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from blog.dialogue.states import CommentState
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import WEST_1, say, stored

ATTACKS = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg onload=alert(1)>',
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>)",
    "[x](vbscript:x)",
    "![x](http://evil.example/a.png)",
    "![x](picture:1)",
    "<style>*{}</style>",
    "<iframe src=//evil.example>",
    "`<script>`",
    "<!-- --><script>alert(1)</script>",
    "<math><mtext><img src onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    '[a](http://x.example/"onmouseover="alert(1))',
    "<base href=//evil.example>",
    "<form action=//evil.example><input name=csrf_token>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<http://x.example/'onclick='alert(1)>",
    "\u2028<script>\u2029",
    "<scr\x00ipt>alert(1)</script>",
    "# heading\n\n<h1>x</h1>",
    '<p id="main" class="masthead">x',
    "<<script>script>alert(1)<</script>/script>",
    "&lt;script&gt;",
)
SAFE = {"p", "br", "em", "strong", "a", "code", "blockquote", "ul", "ol", "li", "pre", "del"}


def harmless(part: BeautifulSoup) -> None:
    """Demand of what a reader wrote: known tags, no attribute but a link's, links to the web alone."""
    for tag in part.find_all(True):
        assert tag.name in SAFE, tag
        assert set(tag.attrs) <= ({"href", "rel"} if "a" == tag.name else {"start"}), tag
        if tag.name == "a" and tag.get("href"):
            assert tag["href"].startswith(("http://", "https://")), tag
            assert {"nofollow", "ugc", "noopener"} <= set(tag["rel"])


@pytest.mark.parametrize("attack", ATTACKS)
def test_words_stay_words(client: Client, as_: Callable[[str], Client], cast: Cast, store: Store, attack: str) -> None:
    """On the receipt, in the queue, on the page, in a reply form and in a refused form nothing becomes markup."""
    client.follow(say(client, words=attack))
    harmless(client.soup.select_one(".said .prose"))
    (comment,) = stored(store)
    grace = as_("grace")
    grace.get("/moderation/")
    harmless(grace.soup.select_one(".words"))
    grace.post(f"/moderation/comments/{comment.id}/approval", {"version": "1"})
    for path in (WEST_1, "/zh/tea/1/", f"{WEST_1}?reply={comment.id}"):
        client.get(path)
        for part in client.soup.select(".comment .prose, .replying .prose"):
            harmless(part)
    assert "49" not in client.text(".comment .prose")
    say(client, status=422, words=attack, name="")
    assert attack.replace("\x00", "") == client.soup.select_one("textarea").get_text().removeprefix("\n").replace(
        "\x00", ""
    )


@pytest.mark.parametrize("attack", [each for each in ATTACKS if len(each) <= 80 and each.isprintable()])
def test_names_stay_names(client: Client, as_: Callable[[str], Client], cast: Cast, store: Store, attack: str) -> None:
    """A name is shown letter by letter: on the page, in labels, in the queue, in the sentence after a decision."""
    say(client, name=attack)
    (comment,) = stored(store)
    grace = as_("grace")
    grace.get("/moderation/")
    shown = " ".join(attack.split())
    assert shown == grace.soup.select_one(f"#by-{comment.id}").get_text()
    grace.follow(grace.post(f"/moderation/comments/{comment.id}/approval", {"version": "1"}))
    assert shown in grace.soup.select_one(".toast").get_text()
    client.get(WEST_1)
    assert shown == client.soup.select_one(f"#comment-{comment.id} header b").get_text()
    assert shown in client.soup.select_one("a[data-permalink]")["aria-label"]
    grace.get("/moderation/log")
    client.get(f"{WEST_1}?reply={comment.id}")
    assert f"Reply to {shown}" == client.soup.select_one("form.say .title").get_text()


@pytest.mark.parametrize(
    "path",
    [
        "/en/<script>x</script>/",
        "/en/tea/1/west-1/?reply=<script>x</script>",
        "/<img src=x>",
        '/account/sign-in?next=/"><script>x</script>',
        "/account/sign-in?loc=<script>x</script>",
    ],
)
def test_addresses_are_not_reflected_as_markup(client: Client, cast: Cast, path: str) -> None:
    """What stands in an address does not become part of a page."""
    response = client._client.get(path, base_url=client._base)

    assert b"<script>x" not in response.data
    assert b"<img src=x>" not in response.data


def test_queue_of_every_state_shows_words_alone(
    client: Client, as_: Callable[[str], Client], cast: Cast, store: Store
) -> None:
    """Also decided comments are shown as words."""
    from tests.http.steps import plant

    for state in (CommentState.APPROVED, CommentState.REJECTED, CommentState.SPAM, CommentState.TRASHED):
        plant(store, cast, "<script>alert(1)</script>", name="<b>x</b>", state=state)
    grace = as_("grace")
    for state in ("approved", "rejected", "spam", "trashed"):
        grace.get(f"/moderation/?state={state}")
        harmless(grace.soup.select_one(".words"))
        assert grace.soup.select_one(".item header b b") is None

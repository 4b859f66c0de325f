"""Partners share a draft by a link, somebody without an account reads it, and the link ends."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from blog import clock
from blog.dialogue.event import Event
from blog.dialogue.preview_link import PreviewLink
from blog.dialogue.series import Series
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_post
from tests.http.steps import LOCALES, PUBLIC, fetch

As = Callable[[str], Client]
CANARY = "Secret draft canary"


@pytest.fixture
def post_id(cast: Cast, store: Store) -> int:
    """A draft of the first pair."""
    with store() as session:
        return make_post(session, session.get_one(Series, cast.series.id), title=CANARY).id


def share(client: Client, post_id: int, days: str = "7") -> str:
    """Make a link by the form; its path."""
    client.get(f"/desk/posts/{post_id}/previews/")
    client.post(f"/desk/posts/{post_id}/previews", {"days": days}, status=200)
    return str(client.soup.select_one("#link")["value"]).removeprefix("http://wenda.test")  # type: ignore[index]


def events(store: Store) -> list[str]:
    """What was recorded about previews."""
    with store() as session:
        wanted = sa.select(Event.action).where(Event.action.like("preview.%")).order_by(Event.id)
        return list(session.scalars(wanted))


@pytest.mark.parametrize("name", ["ruth", "tom", "chen"])
@pytest.mark.parametrize("days", ["1", "7", "30"])
def test_link_is_shared(as_: As, client: Client, store: Store, post_id: int, name: str, days: str) -> None:
    """Authors and signers of either side make a link; whoever has it reads the draft without an account."""
    path = share(as_(name), post_id, days)
    client.get(path)

    assert CANARY == client.text("h1")
    assert ["preview.shared"] == events(store)
    with store() as session:
        link = session.scalars(sa.select(PreviewLink)).one()
        assert timedelta(days=int(days)) == timedelta(seconds=round((link.ends_at - link.at).total_seconds()))


def test_address_is_shown_once(as_: As, post_id: int) -> None:
    """The page lists who made a link and until when it lasts, but never again where it leads."""
    ruth = as_("ruth")
    path = share(ruth, post_id)
    ruth.get(f"/desk/posts/{post_id}/previews/")

    assert "Ruth Okafor" in ruth.text(".list")
    assert path.rpartition("/")[2] not in str(ruth.soup)


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
def test_link_opens_in_each_locale(as_: As, client: Client, post_id: int, prefix: str, tag: str) -> None:
    """The switch of the page leads to the same link in each locale, and to both languages at once."""
    path = share(as_("ruth"), post_id)
    client.get(f"{path}?loc={prefix}")
    switch = [link["href"] for link in client.soup.select(".masthead .languages a")]

    assert tag == client.soup.html["lang"]
    assert [f"{path}?loc={each}" for each, _ in LOCALES] + [f"{path}?loc={prefix}&view=facing"] == switch
    client.get(switch[-1])
    assert tag == client.soup.html["lang"]
    assert client.soup.select("#west-1 .columns")


def test_link_is_private(as_: As, client: Client, post_id: int) -> None:
    """Until when it lasts stands there; it is not kept or indexed, sends no referrer, and has no form."""
    response = client.get(share(as_("ruth"), post_id))

    assert "This link shows it until" in client.text(".draft-line")
    assert "no-store, private" == response.headers["Cache-Control"]
    assert "noindex" == response.headers["X-Robots-Tag"]
    assert "same-origin" == response.headers["Referrer-Policy"]
    assert "Set-Cookie" not in response.headers
    assert [] == client.soup.select("main form, link[rel=canonical], link[rel=alternate], a[href^='/desk']")


def test_head_answers_like_get(as_: As, client: Client, post_id: int) -> None:
    """HEAD sends what GET would, without the body."""
    path = share(as_("ruth"), post_id)
    head = client._client.head(path, base_url=client._base)

    assert (200, b"") == (head.status_code, head.data)


def test_nothing_of_the_draft_is_public(as_: As, client: Client, post_id: int) -> None:
    """With a link running and opened, no public page names the draft, its link or its address."""
    path = share(as_("ruth"), post_id)
    client.get(path)
    for public in (*PUBLIC, "/en/tea/1/history/"):
        text = fetch(client, public, {"Accept-Encoding": "identity"}).text
        assert CANARY not in text, public
        assert "/t/preview" not in text, public
    for missing in ("/en/tea/2/", "/en/tea/2/facing/", "/en/tea/2/history/", "/en/tea/2/west-1/"):
        assert CANARY not in client.get(missing, status=404).text


def test_closed_link_is_gone_at_once(as_: As, client: Client, store: Store, post_id: int) -> None:
    """Somebody of the other side closes it; the link then answers like one that never was."""
    path = share(as_("ruth"), post_id)
    chen = as_("chen")
    chen.get(f"/desk/posts/{post_id}/previews/")
    form = chen.soup.select_one(".list form")["action"]  # type: ignore[index]
    chen.post(form)
    chen.post(form)

    never = client.get(f"/t/preview/{'a' * 43}", status=404)
    assert never.data == client.get(path, status=404).data
    assert ["preview.shared", "preview.revoked"] == events(store)
    chen.get(f"/desk/posts/{post_id}/previews/")
    assert [] == chen.soup.select(".bench-work .list")


def test_link_ends_by_itself(as_: As, client: Client, post_id: int) -> None:
    """It opens up to the last moment, and from then on answers like one that never was."""
    made = clock.now()
    with clock.held(made):
        path = share(as_("ruth"), post_id, "1")
    with clock.held(made + timedelta(days=1) - timedelta(microseconds=1)):
        client.get(path)
    with clock.held(made + timedelta(days=1)):
        assert client.get(f"/t/preview/{'a' * 43}", status=404).data == client.get(path, status=404).data


@pytest.mark.parametrize("days", ["", "0", "2", "365", "-1", "x", "٧", "7.0"])
def test_wrong_length_is_refused(as_: As, store: Store, post_id: int, days: str) -> None:
    """A link lasts 1, 7 or 30 days and nothing else."""
    ruth = as_("ruth")
    ruth.get(f"/desk/posts/{post_id}/previews/")
    ruth.post(f"/desk/posts/{post_id}/previews", {"days": days}, status=422)

    assert "Choose how long the link lasts." in ruth.text(".wrongs")
    assert [] == events(store)


@pytest.mark.parametrize(
    ("name", "status"), [("lin", 403), ("oskar", 404), ("grace", 403), ("nina", 403), ("olga", 403)]
)
def test_who_may_not_share(as_: As, store: Store, post_id: int, name: str, status: int) -> None:
    """Translators, the owner, moderators and strangers share nothing; another pair hears that there is nothing."""
    client = as_(name)
    client.post(f"/desk/posts/{post_id}/previews", {"days": "7"}, status=status)

    assert [] == events(store)


@pytest.mark.parametrize(
    ("name", "status"), [("lin", 200), ("olga", 200), ("oskar", 404), ("grace", 403), ("nina", 403)]
)
def test_who_may_look(as_: As, post_id: int, name: str, status: int) -> None:
    """Translators and the owner see the links without a form; others see nothing."""
    client = as_(name)
    client.get(f"/desk/posts/{post_id}/previews/", status=status)

    assert [] == client.soup.select(".bench-work form")


def test_link_of_another_post_is_not_closed(as_: As, cast: Cast, client: Client, post_id: int) -> None:
    """A link is closed at its own post only."""
    ruth = as_("ruth")
    path = share(ruth, post_id)
    action = str(ruth.soup.select_one(".list form")["action"])  # type: ignore[index]
    ruth.post(action.replace(f"/{post_id}/", f"/{cast.post.id}/"), status=404)
    ruth.post(f"/desk/posts/{post_id}/previews/99999/removal", status=404)

    client.get(path)


@pytest.mark.parametrize("token", ["a" * 42, "a" * 44, "a" * 42 + "!", ""])
def test_malformed_tokens_are_missing(client: Client, cast: Cast, token: str) -> None:
    """What cannot be a token is no address."""
    client.get(f"/t/preview/{token}", status=404)


@pytest.mark.parametrize("query", ["loc=fr", "loc=", "view=other", "loc=en&loc=zh", "view=facing&view=x"])
def test_odd_queries_still_show_the_draft(as_: As, client: Client, post_id: int, query: str) -> None:
    """What the query does not name properly is left out."""
    client.get(f"{share(as_('ruth'), post_id)}?{query}")

    assert CANARY == client.text("h1")


def test_link_takes_nothing(as_: As, client: Client, post_id: int) -> None:
    """The link reads and does nothing else."""
    client.post(share(as_("ruth"), post_id), status=405)


def test_share_needs_the_forms_token(as_: As, store: Store, post_id: int) -> None:
    """Without its token, or from another site, the form does nothing."""
    ruth = as_("ruth")
    ruth.post(f"/desk/posts/{post_id}/previews", {"days": "7", "csrf_token": "x"}, status=400)
    ruth.post(f"/desk/posts/{post_id}/previews", {"days": "7"}, status=403, headers={"Sec-Fetch-Site": "cross-site"})

    assert [] == events(store)

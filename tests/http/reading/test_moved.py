"""A reader follows an old address, or one of something that was taken away."""

import pytest

from blog.dialogue.person import Person
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.http.steps import LOCALES, say, stored

PAGES = ("", "1/", "1/facing/", "1/history/", "1/west-1/", "1/thread/", "1/west-1/?after=0000000001&reply=2")


@pytest.fixture
def renamed(cast: Cast, store: Store) -> None:
    """The series has moved from `tea` over `tea-time` to `tea-talk`."""
    for slug in ("tea-time", "tea-talk"):
        with store() as session:
            session.get_one(Series, cast.series.id).rename(session, slug)


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("old", ["tea", "tea-time"])
def test_old_address_leads_to_the_new_one(client: Client, old: str, page: str) -> None:
    """GET and HEAD of any former address are told the new one for good, with their query."""
    response = client.get(f"/zh/{old}/{page}", status=301)
    head = client._client.head(f"/zh/{old}/{page}", base_url=client._base)

    assert f"/zh/tea-talk/{page}" == response.headers["Location"]
    assert (301, f"/zh/tea-talk/{page}") == (head.status_code, head.headers["Location"])
    client.get(response.headers["Location"])


@pytest.mark.usefixtures("renamed")
def test_post_to_an_old_address_arrives(client: Client, store: Store) -> None:
    """A comment sent from a page opened before the move is sent on with its words, and arrives."""
    response = say(client, "/en/tea/1/west-1/comments", status=308)
    assert "/en/tea-talk/1/west-1/comments" == response.headers["Location"]
    say(client, response.headers["Location"])

    assert ["Well said."] == [comment.words for comment in stored(store)]


@pytest.fixture
def withdrawn(cast: Cast, store: Store) -> None:
    """Ruth has taken post no. 1 off the site, with a reason that tries something."""
    with store() as session:
        session.get_one(Post, cast.post.id).withdraw(
            session, "A name was <b>wrong</b>.", by=session.get_one(Person, cast["ruth"].id)
        )


@pytest.mark.usefixtures("withdrawn")
@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
@pytest.mark.parametrize("page", ["", "facing/", "west-1/", "thread/"])
def test_withdrawn_post_says_why(client: Client, prefix: str, tag: str, page: str) -> None:
    """Every page of a withdrawn post answers 410 with date and reason; nobody may keep the answer."""
    response = client.get(f"/{prefix}/tea/1/{page}", status=410)

    assert tag == client.soup.html["lang"]
    assert "A name was <b>wrong</b>." in client.text()
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.usefixtures("withdrawn")
def test_withdrawn_post_is_in_no_list(client: Client, store: Store) -> None:
    """Home, series and sitemap no longer name it, and it takes no comment."""
    for path, status in (("/en/", 200), ("/en/tea/", 404), ("/sitemap.xml", 200)):
        assert b"/en/tea/1/" not in client.get(path, status=status).data
    say(client, status=410)
    assert [] == stored(store)


@pytest.mark.parametrize("path", ["/en", "/en/tea", "/en/tea/1", "/zh/tea/1/facing", "/en/tea/1/west-1", "/en/about"])
def test_address_without_its_last_slash(client: Client, cast: Cast, path: str) -> None:
    """An address typed without its last slash leads to the page, on this site."""
    response = client.get(path, status=308)

    assert f"{path}/" == response.headers["Location"].removeprefix("http://wenda.test")

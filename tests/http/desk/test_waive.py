"""What is lacking is mended, or left knowingly as part of what both sign."""

from typing import Any

import pytest

from blog.dialogue.base import Side
from blog.dialogue.post import Post
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_question, make_text
from tests.http.desk.signers import As, draft, form_of, of, post_of, publish

GAP = "untranslated/title/zh-Hans"


@pytest.fixture
def path(cast: Cast, store: Store) -> str:
    """The signing page of a draft whose title is not translated."""
    found = draft(store, cast)
    with store() as session:
        session.get_one(Post, post_of(found)).title = make_text(Kind.TITLE, en="Only English")
    return found


def waivers(store: Store, path: str) -> Any:
    """The gaps that are left knowingly."""
    with store() as session:
        return session.get_one(Post, post_of(path)).plan.waivers


@pytest.mark.parametrize("name", ["ruth", "tom", "chen"])
def test_waived_and_taken_back(as_: As, store: Store, path: str, name: str) -> None:
    """An author or signer of either side leaves a gap knowingly, and takes that back."""
    client = as_(name)
    client.get(path)
    assert "There is no Chinese translation" in client.text(".warnings li")
    client.follow(client.post(of(path, "waivers"), form_of(client, "waivers")))
    assert [GAP] == waivers(store, path)
    assert "knowingly left, part of what both sign" in client.text(".warnings .waived")
    client.follow(client.post(of(path, "waivers/removal"), form_of(client, "waivers/removal")))

    assert [] == waivers(store, path)
    assert [] == client.soup.select(".warnings .waived")


def test_waived_gap_lets_keys_turn(as_: As, client: Client, store: Store, path: str) -> None:
    """With the gap waived both sign; readers get what there is, and the waiver stands in the release."""
    ruth = as_("ruth")
    ruth.get(path)
    ruth.post(of(path, "waivers"), form_of(ruth, "waivers"))
    publish(as_, path)
    client.get("/zh/tea/2/")
    with store() as session:
        edition = session.get_one(Post, post_of(path)).live
        assert edition is not None
        assert [GAP] == edition.release.content["waivers"]
        assert [] == edition.post.plan.waivers


@pytest.mark.parametrize(("name", "status"), [
    ("lin", 403), ("olga", 403), ("oskar", 404), ("grace", 403), ("nina", 403),
])
def test_others_waive_nothing(as_: As, store: Store, path: str, name: str, status: int) -> None:
    """Translators mend, they do not waive; the owner, moderators and strangers neither."""
    client = as_(name)
    for resource in ("waivers", "waivers/removal"):
        client.get("/account/")
        client.post(of(path, resource), {"gap": GAP}, status=status)

    assert [] == waivers(store, path)


def test_readers_methods_tokens_and_numbers(as_: As, client: Client, store: Store, path: str) -> None:
    """Signed out 401; only a POST with its token, to a post that exists."""
    tom = as_("tom")
    for resource in ("waivers", "waivers/removal"):
        client.post(of(path, resource), {"gap": GAP}, status=401)
        tom.get(of(path, resource), status=405)
        tom.get(path)
        tom.post(f"/desk/posts/999/{resource}", {"gap": GAP}, status=404)
        tom.post(of(path, resource), {"gap": GAP, "csrf_token": "x"}, status=400)

    assert [] == waivers(store, path)


@pytest.mark.parametrize("gap", ["", "stale/title/en", "untranslated/title/en", "x" * 9000, "../../x"])
def test_what_is_not_lacking_is_not_waived(as_: As, store: Store, path: str, gap: str) -> None:
    """Only what is lacking now can be left; another's mend makes the form old."""
    tom = as_("tom")
    tom.get(path)
    tom.post(of(path, "waivers"), form_of(tom, "waivers", gap=gap), status=422)

    assert "mended meanwhile" in tom.text("#refused")
    assert [] == waivers(store, path)


def test_each_gap_leads_to_its_mend(as_: As, store: Store, path: str) -> None:
    """What is lacking is named with its place, and one click from the page where it is mended."""
    with store() as session:
        post = session.get_one(Post, post_of(path))
        first, second = post.asked[:2]
        first.answer = None
        second.text.write("en", "Why so?", by=None)
        post.asked[2].text.write("zh-Hans", "没审过", by=None)
        make_question(post, Side.EAST, 3)
        base = f"/desk/posts/{post.id}"
        expected = {
            f"{base}/": "The sides are not equal: the West asks 2, the East asks 3.",
            f"{base}/texts/title/zh/": "There is no Chinese translation",
            f"{base}/texts/q{first.id}.answer/zh/": "There is no answer yet",
            f"{base}/texts/q{second.id}/zh/": "The Chinese translation is older than the original",
            f"{base}/texts/q{post.asked[2].id}/zh/": "The newest Chinese translation is not reviewed",
        }
    tom = as_("tom")
    tom.get(path)
    rows = {row.a["href"]: " ".join(row.get_text(" ").split()) for row in tom.soup.select(".warnings li")}  # type: ignore[index,union-attr]

    assert set(expected) == set(rows)
    for url, sentence in expected.items():
        assert sentence in rows[url]


def test_nothing_lacking_is_said(as_: As, store: Store, cast: Cast, path: str) -> None:
    """A complete draft says that nothing is lacking, rather than nothing."""
    with store() as session:
        session.get_one(Post, post_of(path)).title = make_text(Kind.TITLE, en="Both", zh_Hans="都有")
    tom = as_("tom")
    tom.get(path)

    assert "Nothing is lacking" in tom.text(".warnings")

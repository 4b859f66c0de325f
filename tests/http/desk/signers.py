"""Two signers at the desk: what the tests of the signing page have in common."""

from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from blog.dialogue.partner import Partner
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from blog.dialogue.text import Kind
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_post, make_text

As = Callable[[str], Client]
STRANGERS = {"oskar": 404, "tom": 403, "lin": 403, "grace": 403, "olga": 403, "nina": 403}


def draft(store: Store, cast: Cast) -> str:
    """The signing page of a complete draft of the first pair, who live in Berlin and Chengdu."""
    with store() as session:
        for partner, zone, city in ((cast.west, "Europe/Berlin", "Berlin"), (cast.east, "Asia/Shanghai", "Chengdu")):
            stored = session.get_one(Partner, partner.id)
            stored.time_zone, stored.city = zone, {"en": city}
        post = make_post(session, session.get_one(Series, cast.series.id), title="A second post")
        return f"/desk/posts/{post.id}/signing/"


def of(path: str, resource: str) -> str:
    """The address of something else of the same post."""
    return path.replace("signing/", resource)


def post_of(path: str) -> int:
    """The id of the post of a signing page."""
    return int(path.split("/")[3])


def change_title(store: Store, path: str, words: str = "Changed since") -> None:
    """Change the title of the post, in both languages."""
    with store() as session:
        post = session.get_one(Post, post_of(path))
        post.change(session)
        post.title = make_text(Kind.TITLE, en=words, zh_Hans="改了")


def form_of(client: Client, resource: str, **typed: Any) -> dict[str, str]:
    """The fields of the form of the last page that is sent to a resource, and what is typed into them."""
    form = client.soup.select_one(f'form[action$="/{resource}"]')
    assert form is not None, f"no form for {resource}"
    hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    return {str(name): str(value) for name, value in (hidden | typed).items()}


def sign(client: Client, path: str, *, status: int = 303) -> TestResponse:
    """Open the signing page and press the button."""
    client.get(path)
    return client.post(of(path, "signatures"), form_of(client, "signatures"), status=status)


def publish(as_: As, path: str) -> None:
    """Turn both keys at the desk."""
    sign(as_("ruth"), path)
    sign(as_("chen"), path)

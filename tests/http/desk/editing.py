"""Steps of the tests of the editor: a draft of the first pair, where its texts are, and what is saved there."""

from dataclasses import dataclass

from blog.dialogue.passage import find
from blog.dialogue.post import Post
from blog.dialogue.series import Series
from blog.dialogue.text import Revision
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store
from tests.factories import make_post


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with two questions a side. West's ids are those of its questions in order, East's likewise."""

    id: int
    series_id: int
    west: tuple[int, ...]
    east: tuple[int, ...]

    @property
    def answer(self) -> str:
        """The key of East's answer to West's first question: written in Chinese, translated into English."""
        return f"q{self.west[0]}.answer"

    def text(self, key: str = "", loc: str = "zh", more: str = "") -> str:
        """The address of a text, East's first answer unless another is named."""
        return f"/desk/posts/{self.id}/texts/{key or self.answer}/{loc}/{more}"


def begin(store: Store, cast: Cast) -> Draft:
    """A draft of the first pair."""
    with store() as session:
        post = make_post(session, session.get_one(Series, cast.series.id), title="A draft")
        asked = {side: tuple(q.id for q in post.asked if q.asked_by == side) for side in ("west", "east")}
        return Draft(post.id, cast.series.id, asked["west"], asked["east"])


def revisions(store: Store, draft: Draft, loc: str = "zh-Hans", key: str = "") -> list[Revision]:
    """What is saved of a text in a locale, oldest first."""
    with store() as session:
        passage = find(session, session.get_one(Post, draft.id), key or draft.answer)
        assert passage is not None
        rendition = passage.text.rendition(loc) if passage.text else None
        return list(rendition.revisions) if rendition else []


def words(store: Store, draft: Draft, loc: str = "zh-Hans", key: str = "") -> list[str]:
    """The words of each revision, oldest first."""
    return [revision.words for revision in revisions(store, draft, loc, key)]


def typed(client: Client) -> str:
    """What stands in the field of the editor, or of the form for a suggestion."""
    field = client.soup.select_one("textarea#words")
    assert field is not None
    return field.get_text().removeprefix("\n")


def on_revision(client: Client) -> str:
    """On which revision the form would save."""
    field = client.soup.select_one("form:has(#words) input[name=on_revision]")
    assert field is not None
    return str(field["value"])

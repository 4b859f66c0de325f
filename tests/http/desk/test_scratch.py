"""What is typed is kept before it is saved, comes back, is seen by nobody else, and can be previewed."""

from collections.abc import Callable
from io import BytesIO

import pytest

from blog.dialogue.scratch import Scratch
from tests.cast import Cast
from tests.client import SAME_ORIGIN, Client
from tests.conftest import Store
from tests.http.desk.editing import Draft, begin, on_revision, typed, words
from tests.unit.pictures import quartered, written

AS_JSON = {**SAME_ORIGIN, "Accept": "application/json"}
HALF = {"words": "因为**茶", "on_revision": "1"}


@pytest.fixture
def draft(cast: Cast, store: Store) -> Draft:
    """A draft of the first pair."""
    return begin(store, cast)


def kept(store: Store) -> list[str]:
    """All unsaved words of everybody."""
    with store() as session:
        return [scratch.words for scratch in session.query(Scratch).order_by(Scratch.id)]


@pytest.mark.parametrize("headers", [AS_JSON, None])
def test_typing_is_kept(as_: Callable[[str], Client], store: Store, draft: Draft, headers: dict[str, str]) -> None:
    """A script gets 204, a form the editor again; no revision is made; the newest words replace the older ones."""
    chen = as_("chen")
    chen.get(draft.text())
    for said in ("因为", "因为**茶"):
        chen.post(draft.text(more="scratch"), {**HALF, "words": said}, status=204 if headers else 303, headers=headers)

    assert ["因为**茶"] == kept(store)
    assert 1 == len(words(store, draft))
    again = as_("chen")
    again.get(draft.text())
    assert "因为**茶" == typed(again)
    assert "This is your unsaved text from" in again.text("[data-unsaved]")


def test_nobody_else_sees_it(as_: Callable[[str], Client], draft: Draft) -> None:
    """Unsaved words are their writer's own, and belong to one locale."""
    ruth = as_("ruth")
    ruth.get(draft.text("title", "en"))
    ruth.post(draft.text("title", "en", "scratch"), {"words": "Half a thou", "on_revision": "1"})
    for name, loc in (("tom", "en"), ("chen", "en"), ("ruth", "zh")):
        client = as_(name)
        client.get(draft.text("title", loc))
        assert "Half a thou" not in str(client.soup), name


def test_saving_forgets_it(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """A good save, and only that, clears what was kept; words that equal the saved ones are not called unsaved."""
    chen = as_("chen")
    chen.get(draft.text())
    chen.post(draft.text(more="scratch"), HALF)
    chen.post(draft.text(), {"words": "[" * 500, "on_revision": "1"}, status=422)
    assert ["因为**茶"] == kept(store)
    chen.post(draft.text(), {"words": "因为**茶**。", "on_revision": "1"})
    assert [] == kept(store)
    chen.post(draft.text(more="scratch"), {"words": " 因为**茶**。\r\n", "on_revision": "2"})
    chen.get(draft.text())
    assert [] == chen.soup.select("[data-unsaved]")


def test_text_has_moved_on(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """Unsaved words stay on the revision on which they were begun: saving them shows what came between."""
    chen, other = as_("chen"), as_("chen")
    other.get(draft.text(loc="en"))
    chen.get(draft.text(loc="en"))
    chen.post(draft.text(loc="en", more="scratch"), {"words": "Half", "on_revision": "1"})
    as_lin = as_("lin")
    as_lin.get(draft.text(loc="en"))
    as_lin.post(draft.text(loc="en"), {"words": "For tea.", "on_revision": "1"})
    chen.get(draft.text(loc="en"))

    assert "has been saved by somebody since" in chen.text("[data-unsaved]")
    assert ("Half", "1") == (typed(chen), on_revision(chen))
    chen.post(draft.text(loc="en"), {"words": "Half", "on_revision": "1"}, status=409)
    assert "For tea." == chen.text("[data-theirs]")


def test_what_was_undone_is_not_unsaved(as_: Callable[[str], Client], draft: Draft) -> None:
    """Words that were typed and taken back are no unsaved text, also when somebody saved in between."""
    chen, lin = as_("chen"), as_("lin")
    for client in (chen, lin):
        client.get(draft.text(loc="en"))
    chen.post(draft.text(loc="en", more="scratch"), {"words": typed(chen), "on_revision": "1"})
    lin.post(draft.text(loc="en"), {"words": "For tea.", "on_revision": "1"})
    chen.get(draft.text(loc="en"))

    assert ("For tea.", "2") == (typed(chen), on_revision(chen))


def test_thrown_away(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """One click, and the saved text is back."""
    chen = as_("chen")
    chen.get(draft.text())
    chen.post(draft.text(more="scratch"), HALF)
    chen.get(draft.text())
    chen.follow(chen.post(draft.text(more="scratch/removal")))

    assert "因为**茶**1。" == typed(chen)
    assert [] == kept(store)


@pytest.mark.parametrize("said", ["x" * 40_001, "N\x00L"])
def test_what_cannot_be_kept(as_: Callable[[str], Client], store: Store, draft: Draft, said: str) -> None:
    """Endless or unreadable words get a sentence: as JSON for a script, at the field for a form."""
    chen = as_("chen")
    chen.get(draft.text())
    answer = chen.post(draft.text(more="scratch"), {**HALF, "words": said}, status=422, headers=AS_JSON)
    assert answer.get_json()["error"]
    chen.post(draft.text(more="scratch"), {**HALF, "words": said}, status=422)

    assert chen.soup.select(".wrongs")
    assert [] == kept(store)


@pytest.mark.parametrize("more", ["scratch", "scratch/removal", "preview"])
def test_who_may_not(as_: Callable[[str], Client], client: Client, store: Store, draft: Draft, more: str) -> None:
    """Another pair 404, whoever has no role 403, signed out 401, a wrong method 405, a wrong number 404."""
    as_("oskar").post(draft.text(more=more), HALF, status=404)
    as_("olga").post(draft.text(more=more), HALF, status=403)
    client.post(draft.text(more=more), HALF, status=401)
    chen = as_("chen")
    chen.get(draft.text(more=more), status=405)
    chen.post(draft.text("q999", more=more), HALF, status=404)
    chen.post(draft.text(more=more), {**HALF, "csrf_token": "x"}, status=400)

    assert [] == kept(store)


def test_preview_is_what_readers_get(as_: Callable[[str], Client], store: Store, draft: Draft) -> None:
    """The panel shows what is typed as an edition renders it, pictures and footnotes included, and saves nothing."""
    chen = as_("chen")
    chen.get(f"/desk/posts/{draft.id}/pictures/")
    sent = {"file": (BytesIO(written(quartered(), "PNG")), "a.png"), "alt-en": "A pot"}
    number = chen.post(f"/desk/posts/{draft.id}/pictures", sent, status=201, headers=AS_JSON).get_json()["id"]
    said = f"因为**茶**。\n\n![](picture:{number})\n\n见[^1]。\n\n[^1]: 注。\n\n<script>"
    chen.get(draft.text())
    chen.post(draft.text(more="preview"), {"words": said, "on_revision": "1"}, status=200)
    panel = chen.soup.select_one("[data-preview-panel] .prose")
    assert panel is not None

    assert "茶" == panel.strong.get_text()  # type: ignore[union-attr]
    assert "A pot" == panel.figure.img["alt"]  # type: ignore[union-attr, index]
    assert panel.select(".footnote li[id]")
    assert panel.find("script") is None
    assert said == typed(chen)
    assert 1 == len(words(store, draft))
    answer = chen.post(draft.text(more="preview"), {"words": said}, status=200, headers=AS_JSON)
    assert "<figure>" in answer.get_json()["html"]


def test_preview_refuses_in_words(as_: Callable[[str], Client], draft: Draft) -> None:
    """What cannot be rendered gets a sentence, on the page and as JSON, and stays in the field."""
    chen = as_("chen")
    chen.get(draft.text())
    chen.post(draft.text(more="preview"), {"words": "[" * 500, "on_revision": "1"}, status=422)
    assert "more marks" in chen.text(".wrongs")
    assert "[" * 500 == typed(chen)

    answer = chen.post(draft.text(more="preview"), {"words": ""}, status=422, headers=AS_JSON)
    assert {"error": "Write something first."} == answer.get_json()

"""The partners of a series keep a glossary: terms in both languages, with a note."""

from collections.abc import Callable

import pytest

from blog.dialogue.glossary import Term
from blog.dialogue.person import Person
from blog.dialogue.series import Series
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Store

TYPED = {"en": "minimum order", "zh": "起订量", "note": "not 起批量"}


@pytest.fixture
def path(cast: Cast) -> str:
    """Where the glossary of the first pair is."""
    return f"/desk/series/{cast.series.id}/glossary/"


@pytest.fixture
def term(cast: Cast, store: Store) -> int:
    """A term of it."""
    with store() as session:
        series, ruth = session.get_one(Series, cast.series.id), session.get_one(Person, cast["ruth"].id)
        return Term.add(session, series, "apprentice", "学徒", by=ruth).id


def terms(store: Store) -> list[tuple[str, str, str]]:
    """All terms, oldest first."""
    with store() as session:
        return [(each.en, each.zh, each.note) for each in session.query(Term).order_by(Term.id)]


@pytest.mark.parametrize("name", ["ruth", "tom", "chen", "lin"])
def test_partners_add_a_term(as_: Callable[[str], Client], store: Store, path: str, name: str) -> None:
    """Authors and translators of either side add a term and find it, each word in its language."""
    client = as_(name)
    client.get(path)
    client.follow(client.post(f"{path}terms", TYPED))
    shown = client.soup.select_one(".terms li")
    assert shown is not None

    assert [("en", "minimum order"), ("zh-Hans", "起订量")] == [(b["lang"], b.get_text()) for b in shown.select("b")]
    assert "not 起批量" in client.text(".terms small")
    assert "“minimum order” is in the glossary." == client.text("[role=status]")
    assert [("minimum order", "起订量", "not 起批量")] == terms(store)


def test_change_and_remove(as_: Callable[[str], Client], store: Store, path: str, term: int) -> None:
    """A term is put otherwise; taking it out asks once more before it does so."""
    chen = as_("chen")
    chen.get(path)
    assert "apprentice" == chen.soup.select_one(f"#term-{term}-en")["value"]  # type: ignore[index]
    chen.post(f"{path}terms/{term}", {"en": "apprentice", "zh": "徒弟", "note": ""})
    assert [("apprentice", "徒弟", "")] == terms(store)
    chen.get(path)
    assert "Yes, take “apprentice” out" == chen.text("details.removal button")
    chen.post(f"{path}terms/{term}/removal")
    chen.get(path)

    assert [] == terms(store)
    assert "“apprentice” is taken out of the glossary." == chen.text("[role=status]")


WRONG = {
    "no Chinese": ({"zh": ""}, "Give the term in both languages"), "no English": ({"en": " "}, "Give the term"),
    "too long": ({"en": "w" * 121}, "Give the term"), "two lines": ({"zh": "学\n徒"}, "Give the term"),
    "there already": ({"en": "Apprentice"}, "This term is in the glossary already."),
}


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.usefixtures("term")
def test_mistakes_keep_what_was_typed(
    as_: Callable[[str], Client], store: Store, path: str, case: str
) -> None:
    """A mistake gets a sentence, and what was typed stays in its form."""
    changed, sentence = WRONG[case]
    lin = as_("lin")
    lin.get(path)
    lin.post(f"{path}terms", {**TYPED, **changed}, status=422)

    assert sentence in lin.text(".wrong")
    assert "not 起批量" == lin.soup.select_one("#new-note")["value"]  # type: ignore[index]
    assert [("apprentice", "学徒", "")] == terms(store)


def test_mistakes_in_a_change(as_: Callable[[str], Client], store: Store, path: str, term: int) -> None:
    """The form of the term that was changed is open, with its own sentence."""
    lin = as_("lin")
    lin.get(path)
    lin.post(f"{path}terms/{term}", {"en": "apprentice", "zh": "", "note": "why"}, status=422)

    assert lin.soup.select_one(f"#term-{term} > details").has_attr("open")  # type: ignore[union-attr]
    assert "Give the term" in lin.text(f"#term-{term} .wrong")
    assert "why" == lin.soup.select_one(f"#term-{term}-note")["value"]  # type: ignore[index]
    assert [("apprentice", "学徒", "")] == terms(store)


def test_who_may_not(
    as_: Callable[[str], Client], client: Client, store: Store, path: str, term: int,
) -> None:
    """The owner of the site looks and changes nothing; another pair finds nothing; others may not at all."""
    olga = as_("olga")
    olga.get(path)
    assert [] == olga.soup.select(".glossary form")
    as_("oskar").get(path, status=404)
    as_("nina").get(path, status=403)
    client.get(path, status=302)
    others = {as_(name): status for name, status in (("olga", 403), ("oskar", 404), ("grace", 403))} | {client: 401}
    for address in (f"{path}terms", f"{path}terms/{term}", f"{path}terms/{term}/removal"):
        for other, status in others.items():
            other.post(address, TYPED, status=status)

    assert [("apprentice", "学徒", "")] == terms(store)


def test_wrong_numbers_and_methods(as_: Callable[[str], Client], store: Store, path: str, term: int) -> None:
    """What is not there is not found, a term only in its own series; neither a GET nor a form without token counts."""
    ruth = as_("ruth")
    for address in (f"{path}terms/999", f"{path}terms/999/removal", f"/desk/series/999/glossary/terms/{term}"):
        ruth.post(address, TYPED, status=404)
    for address in (f"{path}terms", f"{path}terms/{term}", f"{path}terms/{term}/removal"):
        ruth.get(address, status=405)
        ruth.get("/account/")
        ruth.post(address, {**TYPED, "csrf_token": "x"}, status=400)

    assert [("apprentice", "学徒", "")] == terms(store)

"""A reader makes a mistake in the form: nothing typed is lost, and a sentence says what is wrong."""

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import ROOT, Store
from tests.http.steps import LOCALES, say, stored

MISTAKES = {
    "name empty": ({"name": ""}, "name"),
    "name of spaces": ({"name": " \t "}, "name"),
    "name too long": ({"name": "n" * 81}, "name"),
    "name of two lines": ({"name": "Moira\x00Bcc: a@b.org"}, "name"),
    "name that turns the line": ({"name": "Moira\u202etxt.exe"}, "name"),
    "name without width": ({"name": "Mo\u200bira"}, "name"),
    "address empty": ({"email": ""}, "email"),
    "address without at": ({"email": "moira.example.org"}, "email"),
    "address without domain": ({"email": "moira@"}, "email"),
    "address without dot": ({"email": "moira@localhost"}, "email"),
    "two addresses": ({"email": "a@example.org, b@example.org"}, "email"),
    "address with header": ({"email": "a@example.org\r\nBcc: b@example.org"}, "email"),
    "address too long": ({"email": "a" * 250 + "@example.org"}, "email"),
    "address with NUL": ({"email": "a\x00@example.org"}, "email"),
    "words empty": ({"words": ""}, "words"),
    "words of spaces": ({"words": " \r\n\t\u3000 "}, "words"),
    "words of controls": ({"words": "\x00\x01"}, "words"),
    "words too long": ({"words": "w" * 5001}, "words"),
    "words too nested": ({"words": "[" * 600}, "words"),
    "words too deep": ({"words": "> " * 300 + "deep"}, "words"),
}


@pytest.mark.parametrize(("prefix", "tag"), LOCALES)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_explained_and_nothing_is_lost(
    client: Client, cast: Cast, store: Store, mistake: str, prefix: str, tag: str
) -> None:
    """The page comes back in its language with every field as typed, the wrong one marked and described."""
    typed, wrong = MISTAKES[mistake]
    all_typed = {"name": "Moira & Søn", "email": "moira@example.org", "words": "Fine <words>."} | typed
    response = say(client, f"/{prefix}/tea/1/west-1/comments", status=422, **all_typed)

    assert tag == client.soup.html["lang"]
    fields = {name: client.soup.select_one(f"form.say [name={name}]") for name in ("name", "email", "words")}
    assert all_typed["words"].replace("\r\n", "\n") == fields["words"].get_text().removeprefix("\n").replace(
        "\r\n", "\n"
    )
    assert all_typed["name"] == fields["name"]["value"]
    assert all_typed["email"] == fields["email"]["value"]
    assert [wrong] == [name for name, field in fields.items() if field.get("aria-invalid")]
    described = [client.soup.find(id=each) for each in fields[wrong]["aria-describedby"].split()]
    assert all(described)
    assert "wrong" in described[-1]["class"]
    assert described[-1].get_text(strip=True)
    assert f"#{fields[wrong]['id']}" in [link["href"] for link in client.soup.select(".wrongs a")]
    assert "no-store" in response.headers["Cache-Control"]
    assert [] == stored(store)


def test_all_mistakes_are_named_at_once(client: Client, cast: Cast) -> None:
    """Three mistakes are three sentences, not three rounds."""
    say(client, status=422, name="", email="", words="")

    assert 3 == len(client.soup.select(".wrongs li"))


@pytest.mark.parametrize("prefix", ["zh", "zh-hant"])
def test_sentences_are_translated(client: Client, cast: Cast, prefix: str) -> None:
    """Where the catalogues are filled, no sentence of the form is English on a Chinese page."""
    catalogue = ROOT / "translations" / {"zh": "zh_Hans", "zh-hant": "zh_Hant"}[prefix] / "LC_MESSAGES" / "messages.mo"
    filled = (catalogue.exists() and "请".encode() in catalogue.read_bytes()) or "請".encode() in catalogue.read_bytes()
    say(client, f"/{prefix}/tea/1/west-1/comments", status=422, name="", email="x", words="")
    sentences = [line.get_text(strip=True) for line in client.soup.select(".wrongs li")]

    assert 3 == len(sentences)
    assert not filled or all(any("\u4e00" <= letter <= "\u9fff" for letter in sentence) for sentence in sentences)


@pytest.mark.parametrize("missing", ["name", "email", "words"])
def test_absent_field_is_an_empty_one(client: Client, cast: Cast, store: Store, missing: str) -> None:
    """A form without a field is answered like one with the field empty."""
    typed = {"name": "M", "email": "m@example.org", "words": "Hm."}
    del typed[missing]
    client.post("/en/tea/1/west-1/comments", typed, status=422)

    assert [] == stored(store)


def test_body_that_is_no_form(client: Client, cast: Cast, store: Store) -> None:
    """JSON, rubbish or nothing at all is an empty form."""
    for kind, body in (("application/json", b'{"name": "M"}'), ("text/plain", b"\xff\xfe\x00"), ("", b"")):
        response = client._client.post(
            "/en/tea/1/west-1/comments",
            base_url=client._base,
            data=body,
            content_type=kind,
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        assert 422 == response.status_code
    assert [] == stored(store)

"""The pages of the cast's post open."""

from tests.client import Client
from tests.cast import Cast


def test_reader_opens_post(client: Client, cast: Cast) -> None:
    """A published post can be read."""
    client.get("/en/tea/1/")

    assert "Who pours the tea?" in client.text("h1")

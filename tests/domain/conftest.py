"""A session on the cast's site, and a draft in it."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from blog.dialogue.post import Post
from tests.cast import Cast
from tests.conftest import Store
from tests.domain.keys import draft_of


@pytest.fixture
def session(store: Store, cast: Cast) -> Iterator[Session]:
    """A session on the cast's site."""
    with store() as opened:
        yield opened


@pytest.fixture
def post(session: Session, cast: Cast) -> Post:
    """A draft of the first pair."""
    return draft_of(session, cast)

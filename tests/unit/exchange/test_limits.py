"""What could be imported but never published is refused at once, with its line."""

import pytest

from blog.exchange.joint_post import Misunderstood, parse
from blog.markup import TEXT_LIMIT

_POST = "Tea\n\nWest asks East\n\n1. Why?\n\n{answer}\n\nEast asks West\n\n1. How?\n\nSo.\n"


@pytest.mark.parametrize("answer", ["A short line.\n\n" * (TEXT_LIMIT // 10), "[a " * 500])
def test_answer_beyond_the_limits_is_refused(answer: str) -> None:
    """An answer that is too long, or has too many brackets, is refused with the line of its question."""
    with pytest.raises(Misunderstood) as refused:
        parse(_POST.format(answer=answer))

    assert 5 == refused.value.line

"""People's names in the other script: a family name is not prose."""

import pytest

from blog.locales import by_script, choose_name


@pytest.mark.parametrize(
    ("name", "traditional"),
    [
        ("于小明", "于小明"), ("余光", "余光"), ("钟楚红", "鍾楚紅"), ("谷雨", "谷雨"), ("陈海平", "陳海平"),
        ("范文", "范文"),
    ],
)
def test_family_name_keeps_its_character(name: str, traditional: str) -> None:
    """A converter of prose would write 於小明; a name is converted behind its family name only."""
    assert (traditional, "zh-Hant") == choose_name({"zh-Hans": name, "en": "X"}, "zh-Hant")
    assert (name, "zh-Hans") == choose_name({"zh-Hant": traditional}, "zh-Hans")


def test_name_is_kept_under_its_script() -> None:
    """A typed name is filed where its script says."""
    filed = [by_script(name) for name in ("Ruth", "陈立", "陳立")]

    assert [{"en": "Ruth"}, {"zh-Hans": "陈立"}, {"zh-Hant": "陳立"}] == filed

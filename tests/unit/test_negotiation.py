"""How a request's language is negotiated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.locales import LOCALES, negotiate

TABLE = [
    ("", "en"), ("en", "en"), ("en-GB,en;q=0.9", "en"), ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-SG", "zh-Hans"),
    ("zh-MY", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-MO", "zh-Hant"), ("ZH-tw", "zh-Hant"),
    ("zh-Hant", "zh-Hant"), ("zh-Hans", "zh-Hans"), ("zh-Hans-HK", "zh-Hans"), ("zh-Hans-TW", "zh-Hans"),
    ("zh-Hant-CN", "zh-Hant"), ("zh-Hant-SG", "zh-Hant"), ("zh-yue-HK", "zh-Hant"),
    ("zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7", "zh-Hant"), ("en-US,en;q=0.9,zh-TW;q=0.8", "en"),
    ("de,fr;q=0.8,zh-HK;q=0.5,en;q=0.4", "zh-Hant"), ("de-DE,de;q=0.9", "en"), ("de,*;q=0.1", "en"),
    ("en;q=0.5,zh;q=0.6", "zh-Hans"), ("en;q=0.5,zh;q=0.5", "en"), ("zh;q=0.5,en;q=0.5", "zh-Hans"),
    ("en;q=0.501,zh;q=0.502", "zh-Hans"), ("*", "en"), ("*;q=0.5,zh-TW", "zh-Hant"),
    # q=0 means "not this one".
    ("zh;q=0", "en"), ("zh-TW;q=0,zh-CN;q=0.1", "zh-Hans"), ("en;q=0,zh;q=0.1", "zh-Hans"), ("zh;q=0.000,en", "en"),
    ("en;q=0,*", "zh-Hans"), ("en;q=0,*;q=0.1", "zh-Hans"), ("en;q=0,zh;q=0,*", "en"), ("*;q=0", "en"),
    ("en;q=0", "en"),
    # Space where RFC 9110 allows it.
    (" zh-TW ; q=0.9 , en ; q=0.8 ", "zh-Hant"), ("zh-TW;\tq=0.9,en;q=0.8", "zh-Hant"),
    ("en;Q=0.1,zh;Q=0.9", "zh-Hans"),
    (",,zh,", "zh-Hans"),
    # Malformed parts count as absent, and nothing they say outweighs the others.
    ("zh;q=2,en", "en"), ("zh;q=inf,en;q=0.1", "en"), ("zh;q=nan,en;q=0.1", "en"), ("zh;q=-1,en;q=0.1", "en"),
    ("zh;q=1e0,en;q=0.1", "en"), ("zh;q=0.1234,en;q=0.1", "en"), ("zh;q=,en;q=0.1", "en"), ("zh;q,en;q=0.1", "en"),
    ("zh;q=１,en;q=0.1", "en"), ("zh_TW,en;q=0.1", "en"), ("zh;q=1.001,en;q=0.1", "en"), (";;;,===", "en"),
    ("zh-TW;q=0.9;level=1,en;q=0.1", "en"), ("zhx,en", "en"), ("zhtw", "en"), ("'; DROP TABLE post; --", "en"),
]


@pytest.mark.parametrize(("header", "expected"), TABLE)
def test_header_leads_to_locale(header: str, expected: str) -> None:
    """A header leads to the locale that its reader reads best."""
    assert expected == negotiate(header).tag


@given(st.text(alphabet="zhenTWqs-;=,.*0159 \t", max_size=60))
def test_any_header_leads_somewhere(header: str) -> None:
    """No header, however broken, is without an answer."""
    assert negotiate(header) in LOCALES


def test_long_header_is_cut() -> None:
    """A header of any length costs little: what comes after its first part is not read."""
    assert "en" == negotiate("xx," * 100_000 + "zh-TW").tag

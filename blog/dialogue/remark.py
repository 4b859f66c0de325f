"""What is said beside a text: a note, the reason of a suggestion, the note of a term."""

from unicodedata import normalize

from .errors import Refused


def remark(words: str, *, longest: int) -> str:
    """Words as they are kept. longest: in characters. Raises Refused for more, and for what cannot be kept."""
    words = normalize("NFC", words).replace("\r\n", "\n").strip()
    if len(words) > longest or "\x00" in words:
        raise Refused("remark_unkept", longest=longest)
    return words

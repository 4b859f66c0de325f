"""The guess at the language and script of a reader's words."""

import pytest

from blog.locales import guess, script_of

LINES = {
    "en": [
        "Well said.", "I disagree with point 2.", "Thanks!", "OK", "Who pours the tea?", "Très bien dit", "123", "",
        "…",
        "👍", "My friend 李雷 in Shanghai told me the very same story last year", "What does 茶 mean in this sentence?",
        "See https://example.org/茶 for more about this", "The word 问答 means questions and answers",
        "Straße und Ölkanne",
    ],
    "zh-Hans": [
        "说得好。", "我不同意第二点。", "谢谢！", "谁来斟茶？", "很好", "茶", "我同意", "这个问题问得很好",
        "里面的面条很好吃",
        "只有一只猫", "著名的茶馆", "乾隆年间的茶具", "我们用 Slack 和 GitHub 协作", "iPhone 太贵了", "后来他没说话",
        "干杯！", "群里的人都这么说", "软件", "台湾的茶很香", "请问“準備”是什么意思？这里没有写清楚",
    ],
    "zh-Hant": [
        "說得好。", "我不同意第二點。", "謝謝！", "誰來斟茶？", "台灣", "我在台灣住了十年", "台北很熱",
        "這裡的茶很好喝",
        "麵條店在公里外", "皇后喜歡喝茶", "後來他只說了一句", "頭髮乾了", "臺北", "周杰倫在台灣", "群裡的人都這麼說",
        "只有一隻貓", "軟體", "我們用 Slack 和 GitHub 協作", "請問", "乾杯！", "颱風來了，茶園受損", "瞭解",
    ],
}


@pytest.mark.parametrize(("line", "expected"), [(line, tag) for tag, lines in LINES.items() for line in lines])
def test_short_line_is_told(line: str, expected: str) -> None:
    """A short line is told by its letters, its script by the characters that only one script has."""
    assert expected == guess(line)


def test_enough_lines_are_tried() -> None:
    """The table holds more than forty lines, and several of each kind."""
    assert sum(map(len, LINES.values())) > 40


@pytest.mark.parametrize(
    ("name", "expected"), [("Moira", "en"), ("陈立", "zh"), ("Li 陳", "zh"), ("", "en"), ("𠮷", "zh")]
)
def test_script_of_name(name: str, expected: str) -> None:
    """One Han character makes a name Chinese, a rare one beyond the first plane too."""
    assert expected == script_of(name)

"""Reading a joint post from plain text: what is understood, and what is refused with its line."""

import time
from html import unescape
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.exchange.joint_post import Misunderstood, ParsedPost, describe, parse

MALFORMED = Path(__file__).parent / "malformed"
SEED = Path(__file__).parents[4] / "shared" / "seed"
EAST = "East asks West\n\n1. Why coffee?\n\nIt wakes us.\n"


def post(west: str, *, title: str = "Tea and coffee", intro: str = "Two houses talk.", tail: str = "") -> str:
    """A post whose Western section is given and whose Eastern one asks a single question."""
    return f"{title}\n\n{intro}\n\nWest asks East\n\n{west}\n\n{EAST}{tail}"


def western(text: str) -> list[tuple[str, str]]:
    """Questions and answers of the Western section."""
    return [(each.question, each.answer) for each in parse(text).questions if each.side == "west"]


def asked(west: str) -> list[str]:
    """The Western questions of a post with this Western section."""
    return [question for question, _ in western(post(west))]


def answer(text: str) -> str:
    """The answer in Markdown to the one question of a post in which `text` answers it."""
    [(_, found)] = western(post(f"1. Why tea?\n\n{text}"))
    return found


def seeds() -> list[Path]:
    """The published posts lying beside the project, where they do."""
    return sorted(SEED.glob("*.txt"))


@pytest.mark.parametrize("path", seeds(), ids=lambda path: path.stem)
def test_the_published_post_is_understood(path: Path) -> None:
    """The post as published in 2012 gives both titles, five questions a side in order, and every answer."""
    found = parse(path.read_text(encoding="utf-8"))
    english, chinese = found.title["en"], found.title["zh-Hans"]
    assert (
        english,
        chinese,
    ) == ("East meets West: Chinese and Western Social Media 101", "中西方社交媒体互动问答")
    codes = [f"{each.side}-{each.number}" for each in found.questions]
    assert [f"{side}-{number}" for side in ("west", "east") for number in range(1, 6)] == codes
    assert found.source_locale == "en"
    assert found.dropped == 2
    assert len(found.intro.split("\n\n")) == 1
    measures = {what: measure for what, _, measure in describe(found)}
    assert (measures["intro"], measures["east-3"]) == ("3 sentences", "4 paragraphs, list of 4")
    answers = [each.answer for each in found.questions]
    assert all(answers)
    assert sum(line.startswith("- ") for line in answers[7].split("\n")[-4:]) == 4
    html = markdown.markdown(answers[9])
    assert (html.count("<ol>"), html.count("<li>")) == (1, 3)
    assert "Leave a comment" not in "".join(answers)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no_title", "line 1: expected a title, found West asks East"),
        ("no_heading", "line 5: expected a section heading such as “West asks East”, found 1. Why tea?"),
        ("only_one_side", "line 9: expected a section heading “East asks West”, found the end of the text"),
        (
            "same_side_twice",
            "line 11: expected one section “West asks East” (line 5) and one “East asks West”, "
            "found West asks East",
        ),
        ("heading_without_question", "line 7: expected question 1 of West asks East, found East asks West"),
        ("begins_at_two", "line 7: expected question 1 of West asks East, found 2. Why tea?"),
        ("gap", "line 15: expected question 3 of West asks East, found 4. When?"),
        ("number_repeated", "line 15: expected question 3 of West asks East, found 2、什么时候喝？"),
        ("no_answer", "line 13: expected an answer to question 2 of West asks East, found 3. When?"),
        (
            "text_before_question",
            "line 7: expected question 1 of West asks East, found Answered by the tea house.",
        ),
    ],
)
def test_a_malformed_post_is_refused_with_its_line(name: str, message: str) -> None:
    """Each malformed text is refused with the line, what was expected there and what was found."""
    with pytest.raises(Misunderstood) as refused:
        parse((MALFORMED / f"{name}.txt").read_text(encoding="utf-8"))
    assert message == str(refused.value)


def test_every_malformed_file_is_tried() -> None:
    """Ten malformed texts lie in the folder, and each of them is refused."""
    paths = sorted(MALFORMED.glob("*.txt"))
    assert len(paths) == 10
    for path in paths:
        with pytest.raises(Misunderstood):
            parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "line", "expected", "found"),
    [
        ("", 1, "a title", "an empty text"),
        ("\n \n\u00a0\n", 1, "a title", "an empty text"),
        ("Title only", 1, "a section heading such as “West asks East”", "the end of the text"),
        (post("1. Why?"), 9, "an answer to question 1 of West asks East", "East asks West"),
        (post("1.\n\nBecause."), 7, "the words of question 1 of West asks East", "1."),
        (
            post("1. Why?\n\nA\n\n1. How?\n\nB\n\n2. When?\n\nC"),
            11,
            "question 2 of West asks East",
            "1. How?",
        ),
        (
            post("1. Say A.\n\nA\n\n1. Say B.\n\nB\n\n2. Say C.\n\nC"),
            11,
            "question 2 of West asks East",
            "1. Say B.",
        ),
        (
            post("1. Why?\n\nA\n\n2. How?\n\nB\n\n1. When?\n\nC"),
            15,
            "question 3 of West asks East",
            "1. When?",
        ),
        (post("1. Why?\n2. How?\n\nB"), 8, "an answer to question 1 of West asks East", "2. How?"),
        (post("Hm.\n\n1. Why?\n\nA"), 7, "question 1 of West asks East", "Hm."),
        (post("1. Why?\n\nA\x00"), 9, "text without control characters", "U+0000"),
        ("a" * 20_001, 1, "a line of at most 20,000 characters", "a" * 59 + "…"),
        ("é\n" * 400_000, 1, "a text of at most 1,048,576 bytes", "1,200,000 bytes"),
    ],
)
def test_a_text_that_does_not_fit_is_refused(text: str, line: int, expected: str, found: str) -> None:
    """A refusal carries the line, the expectation and at most 60 characters of what was found."""
    with pytest.raises(Misunderstood) as refused:
        parse(text)
    assert (line, expected, found) == (refused.value.line, refused.value.expected, refused.value.found)


def test_a_third_heading_is_refused() -> None:
    """A side may have one section only, wherever the second one stands."""
    with pytest.raises(Misunderstood) as refused:
        parse(post("1. Why?\n\nA") + "\nWest asks East\n\n1. How?\n\nB\n")
    assert refused.value.line == 17


@pytest.mark.parametrize(
    ("west", "east"),
    [
        ("West asks East", "East asks West"),
        ("WEST ASKS EAST:", "east asks west："),
        ("## West asks East", "## East asks West ##"),
        ("**West asks East**", "**East asks West:**"),
        ("西方问东方", "东方问西方"),
        ("西方問東方：", "東方問西方："),
        ("西方 提问 东方", "东方提问西方"),
        ("West asks East 西方问东方", "东方问西方 / East asks West"),
        ("The West asks the East", "East asks the West (东方问西方)"),
        ("West asks East\n西方问东方", "East asks West\n\n东方问西方"),
        ("Wren & Co. asks 墨海", "墨海 asks Wren & Co."),
        ("Wren & Co.问墨海", "墨海問Wren & Co."),
        ("West asks 墨海", "墨海 提問 西方"),
    ],
)
def test_headings_in_either_language(west: str, east: str) -> None:
    """Headings are known in English and both Chinese scripts, with marks or without, in either order."""
    sections = (f"{west}\n\n1. Why tea?\n\nCalm.", f"{east}\n\n1. Why coffee?\n\nTo wake.")
    for order in (sections, sections[::-1]):
        found = parse("Tea\n\n" + "\n\n".join(order), west="Wren & Co.", east="墨海")
        assert [
            (each.side, each.question) for each in found.questions
        ] == [("west", "Why tea?"), ("east", "Why coffee?")]


def test_a_sentence_with_the_words_of_a_heading_is_no_heading() -> None:
    """Only a line that says nothing else is a heading."""
    found = parse(
        post("1. Why?\n\nWhen the West asks East and South, I answer.", intro="Here West asks East, twice.")
    )
    assert (found.intro, len(found.questions)) == ("Here West asks East, twice.", 2)


@pytest.mark.parametrize(
    "style",
    [
        "{}.",
        "{},",
        "{}、",
        "{}．",
        "({})",
        "（{}）",
        "Q{}:",
        "Q{}.",
        "Q{}：",
        "问{}：",
        "問{}：",
        "{})",
        "{}）",
        "{}：",
        "**{}.**",
    ],
)
@pytest.mark.parametrize("wide", [False, True])
def test_numbering_styles(style: str, wide: bool) -> None:
    """Every style of numbering is read, in half-width and full-width digits, whatever the other side uses."""
    digits = "１２３" if wide else "123"
    one, two, three = (style.format(digit) for digit in digits)
    assert asked(f"{one} Why?\n\nA\n\n{two}How?\n\nB\n\n{three} When?\n\nC") == ["Why?", "How?", "When?"]


def test_half_and_full_width_marks_are_one_style() -> None:
    """A question is not lost because its author's keyboard was in the other width."""
    assert asked("1.为何？\n\n甲\n\n２．如何？\n\n乙") == ["为何？", "如何？"]


@pytest.mark.parametrize(
    ("west", "expected"),
    [
        # A list inside an answer, in the style of the questions.
        ("1. A?\n\nx\n\n2. B?\n\ny\n\n1. a\n\n2. b\n\n3. c\n\n3. C?\n\nz", ["A?", "B?", "C?"]),
        ("1. A?\n\nx\n\n2. B?\n\n1. a\n2. b\n3. c\n\n3. C?\n\nz", ["A?", "B?", "C?"]),
        ("1. A?\n\n1. a\n\n2. b\n\n2. B?\n\ny", ["A?", "B?"]),
        ("1. A?\n\n1. a\n\n2. b", ["A?"]),
        ("1. A?\n\n1. a\n\n2. b\n\nSo much for that.", ["A?"]),
        # The list stops just before the next question's number: one line continues both.
        ("1. A?\n\nx\n\n2. B?\n\ny\n\n1. a\n\n2. b\n\n3. C?\n\nz", ["A?", "B?", "C?"]),
        ("1. A?\n\nx\n\n2. B?\n\ny\n\n1. a\n2. b\n\n3. Say C.\n\nz", ["A?", "B?", "Say C."]),
        ("1. A?\n\nx\n\n2. B?\n\ny\n\n1. a\n2. b\n3. c\n\nz", ["A?", "B?"]),
        ("1. A?\n\nx\n\n2. B?\n\ny\n\n1. a\n\n2. b\n\n3. c", ["A?", "B?"]),
        # Lists in neighbouring answers, the second longer than the first.
        (
            "1. A?\n\nx\n\n2. B?\n\ny\n\n1. a\n\n2. b\n\n3. C?\n\nz\n\n1. a\n\n2. b\n\n3. c\n\n4. D?\n\nw",
            ["A?", "B?", "C?", "D?"],
        ),
        # Two lists in one answer.
        ("1. A?\n\nx\n\n1. a\n2. b\n\nand\n\n1. c\n2. d\n3. e\n\n2. B?\n\ny", ["A?", "B?"]),
        # Items with paragraphs of their own, no question marks.
        ("1. A?\n\nx\n\n2. B?\n\ny\n\n1. a\n\nmore\n\n2. b\n\nmore\n\n3. C?\n\nz", ["A?", "B?", "C?"]),
        # Questions without question marks.
        ("1. Say A.\n\nx\n\n2. Say B.\n\n1. a\n2. b\n3. c\n\n3. Say C.\n\nz", ["Say A.", "Say B.", "Say C."]),
        # Items that ask.
        ("1. A?\n\nx\n\n2. B?\n\nAsk:\n\n1. who?\n\n2. what?\n\n3. C?\n\nz", ["A?", "B?", "C?"]),
        # An answer label decides.
        ("1. A?\nA: x\n1. a\n2. b\n2. B\nA: y\n1. c\n2. d\n3. C\nA: z", ["A?", "B", "C"]),
        # Indented items.
        ("1. A?\n\nx\n\n2. B?\n\ny\n\n  1. a\n\n  2. b\n\n  3. c?\n\nThat is it.", ["A?", "B?"]),
        # Another style is never a question; nor are decimals, thousands and years.
        ("1. A?\n\nx\n\n2) not this?\n\ny\n\n2. B?\n\nz", ["A?", "B?"]),
        ("1, A?\n\n1,000 users.\n\n2012, the year of tea.\n\n2, B?\n\nz", ["A?", "B?"]),
    ],
)
def test_questions_told_from_lists(west: str, expected: list[str]) -> None:
    """The questions run from 1 without a gap; numbered lines that start again at 1 are lists in answers."""
    assert expected == asked(west)


WORDS = st.text(alphabet="abcdefghij", min_size=1, max_size=8)
ITEMS = st.lists(WORDS, min_size=2, max_size=5)


@st.composite
def sections(draw: st.DrawFn) -> tuple[str, list[str], list[list[list[str]]]]:
    """A section, its questions and the lists of its answers, all numbered alike."""
    style = draw(st.sampled_from(["{}. ", "{}, ", "{}、", "({}) ", "{}) "]))
    questions, lists, parts = [], [], []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        questions.append(draw(WORDS) + draw(st.sampled_from(["?", "？", "?”"])))
        lists.append(draw(st.lists(ITEMS, max_size=2)))
        parts += [style.format(number) + questions[-1], draw(WORDS)]
        for items in lists[-1]:
            gap = draw(st.sampled_from(["\n", "\n\n"]))
            parts += [gap.join(style.format(at) + item for at, item in enumerate(items, 1)), draw(WORDS)]
    return "\n\n".join(parts), questions, lists


@settings(max_examples=150, deadline=None, database=None)
@given(sections())
def test_lists_inside_answers_come_back(section: tuple[str, list[str], list[list[list[str]]]]) -> None:
    """Whatever lists its answers hold, a section gives back its questions and, in HTML, those lists."""
    text, questions, lists = section
    found = western(post(text))
    assert questions == [question for question, _ in found]
    for (_, written), expected in zip(found, lists, strict=True):
        html = markdown.markdown(written)
        assert (len(expected), sum(map(len, expected))) == (html.count("<ol>"), html.count("<li>"))


@settings(max_examples=100, deadline=None, database=None)
@given(st.text(alphabet="1234.,、()?\n A:答-•*#>|中文abWestaskE", max_size=200))
def test_any_text_is_understood_or_refused(text: str) -> None:
    """No text whatever makes the parser fail in another way than by refusing it."""
    for whole in (text, post(text), post(f"1. Why?\n\n{text}")):
        try:
            assert isinstance(parse(whole), ParsedPost)
        except Misunderstood as refused:
            assert 1 <= refused.line <= whole.count("\n") + 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tea and Coffee", {"en": "Tea and Coffee"}),
        ("# Tea and Coffee", {"en": "Tea and Coffee"}),
        ("茶与咖啡", {"zh-Hans": "茶与咖啡"}),
        ("茶與咖啡", {"zh-Hant": "茶與咖啡"}),
        ("Tea and Coffee 101茶与咖啡", {"en": "Tea and Coffee 101", "zh-Hans": "茶与咖啡"}),
        ("茶与咖啡Tea and Coffee", {"en": "Tea and Coffee", "zh-Hans": "茶与咖啡"}),
        ("茶与咖啡 101 Ways to Wake", {"en": "101 Ways to Wake", "zh-Hans": "茶与咖啡"}),
        ("Tea | 茶", {"en": "Tea", "zh-Hans": "茶"}),
        ("茶與咖啡 / Tea and Coffee", {"en": "Tea and Coffee", "zh-Hant": "茶與咖啡"}),
        ("Tea and Coffee – 茶与咖啡", {"en": "Tea and Coffee", "zh-Hans": "茶与咖啡"}),
        ("Tea and Coffee · 茶与咖啡", {"en": "Tea and Coffee", "zh-Hans": "茶与咖啡"}),
        ("Tea and Coffee (茶与咖啡)", {"en": "Tea and Coffee", "zh-Hans": "茶与咖啡"}),
        ("Tea and Coffee: 茶与咖啡", {"en": "Tea and Coffee", "zh-Hans": "茶与咖啡"}),
        ("Title: Tea and Coffee 茶与咖啡", {"en": "Tea and Coffee", "zh-Hans": "茶与咖啡"}),
        ("**标题：茶与咖啡**", {"zh-Hans": "茶与咖啡"}),
        (
            "Two houses talk 关于 Wren 与 B2B 的十个问题",
            {"en": "Two houses talk", "zh-Hans": "关于 Wren 与 B2B 的十个问题"},
        ),
        (
            "The Wren House in 墨海 and Beijing 两家茶馆的长谈",
            {"en": "The Wren House in 墨海 and Beijing", "zh-Hans": "两家茶馆的长谈"},
        ),
        ("Ten questions 10个问题", {"en": "Ten questions", "zh-Hans": "10个问题"}),
        ("Twitter与微博的比较", {"zh-Hans": "Twitter与微博的比较"}),
        ("微博 vs Twitter：中西方的长谈", {"zh-Hans": "微博 vs Twitter：中西方的长谈"}),
        ("What 茶 means", {"en": "What 茶 means"}),
        ("2012", {"en": "2012"}),
    ],
)
def test_titles(line: str, expected: dict[str, str]) -> None:
    """A title in two languages is divided where they meet; one in a single language stays whole."""
    assert expected == parse(post("1. Why?\n\nA", title=line)).title


def test_a_title_both_scripts_share_follows_the_body() -> None:
    """Characters common to both scripts are Traditional in a Traditional post."""
    body = "東方問西方\n\n1、為什麼喝咖啡？\n\n為了提神。\n\n西方問東方\n\n1、為什麼喝茶？\n\n因為安靜。"
    found = parse(f"喝茶\n\n{body}")
    assert (found.title, found.source_locale) == ({"zh-Hant": "喝茶"}, "zh-Hant")


def test_the_source_locale_is_that_of_the_body() -> None:
    """A body in Simplified Chinese is zh-Hans, though names in it are Latin and its title is English."""
    west = "西方问东方\n\n1、为什么用 Weibo？\n\n因为朋友们都在 Weibo 上聊天。"
    body = f"{west}\n\n东方问西方\n\n1、为什么？\n\n习惯。"
    assert parse(f"Tea\n\n{body}").source_locale == "zh-Hans"


@pytest.mark.parametrize("text", ["", "One.\n\nTwo.\n\n\n\nThree.  "])
def test_introductions(text: str) -> None:
    """An introduction may be absent or of several paragraphs."""
    assert "\n\n".join(text.split()) == parse(post("1. Why?\n\nA", intro=text)).intro


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One  two.  \n\n\n\n\u00a0\nThree.", "One two.\n\nThree."),
        ("“Curly” – it’s kept * as a*b*c is", "“Curly” – it’s kept * as a*b*c is"),
        ("A: Yes.", "Yes."),
        ("A1: Yes.", "Yes."),
        ("**A:** Yes.", "Yes."),
        ("答：是。", "是。"),
        ("答1：\n是。", "是。"),
        ("A day.", "A day."),
        ("Look:\n\n  • one\n  • two", "Look:\n\n- one\n- two"),
        ("Look:\n- one\n* two\n•three", "Look:\n\n- one\n- two\n- three"),
        ("- one\n  goes on\n- two", "- one goes on\n- two"),
        ("(1) one\n(2) two", "1. one\n2. two"),
        ("1) one\n\nmore\n\n2) two\n\nend", "1. one\n\n    more\n\n2. two\n\nend"),
        ("1) one\n  • a\n  • b\n2) two", "1. one\n\n    - a\n    - b\n\n2. two"),
        ("- one\n\n1) a\n2) b", "- one\n\n<!-- -->\n\n1. a\n2. b"),
        ("# one\n> two", "\\# one\n\\> two"),
        ("+ one\n---", "\\+ one\n\\---"),
        ("<b>one", "&lt;b>one"),
        ("    indented", "indented"),
        ("It was in\n2012, a good year.", "It was in\n2012, a good year."),
        ("1984) A novel.", "1984\\) A novel."),
        ("- # one", "- \\# one"),
    ],
)
def test_answers_in_markdown(text: str, expected: str) -> None:
    """An answer is Markdown that says what the plain text said: lists are lists, accidents are text."""
    assert expected == answer(text)


@pytest.mark.parametrize(
    "text", ["# one", "> one", "+ one", "---", "===", "~~~", "```", "[a]: b", "* * *", "    x", "<i>x"]
)
def test_accidental_marks_are_shown(text: str) -> None:
    """What Markdown would take for a mark at the start of a paragraph is read by a reader as it was typed."""
    html = unescape(markdown.markdown(answer(text)))
    assert f"<p>{text.strip()}</p>" == html


def test_a_question_over_several_lines() -> None:
    """A question goes on to the first blank line, Chinese lines joined without a space."""
    assert asked(
        "1. Why do you drink\ntea, and when?\n\nx\n\n2. 为什么\n喝茶？\n\ny"
    ) == ["Why do you drink tea, and when?", "为什么喝茶？"]


def test_an_answer_without_blank_line_begins_with_its_label() -> None:
    """Questions and answers may follow each other line by line when answers are labelled."""
    found = western(post("Q1: Why?\nA1: Calm.\nQ2: How?\nA2: Hot.\n\nAnd slowly."))
    assert found == [("Why?", "Calm."), ("How?", "Hot.\n\nAnd slowly.")]


def test_lines_are_counted_as_an_editor_does() -> None:
    """Byte order mark, CRLF and single CR change nothing, and questions know their line."""
    text = post("1. Why?\n\nA")
    for ending in ("\n", "\r\n", "\r"):
        found = parse("\ufeff" + text.replace("\n", ending))
        assert parse(text) == found
        assert [each.line for each in found.questions] == [7, 13]


@pytest.mark.parametrize(
    ("tail", "dropped"),
    [
        ("\nLeave a comment\n\nYour email address will not be published. Required fields are marked *\n", 2),
        ("\nLeave a Reply\nComment *\nName *\nEmail *\nWebsite\nPost Comment\n", 6),
        ("\nSave my name, email, and website in this browser for the next time I comment.\n", 1),
        ("\n发表回复\n您的电子邮箱地址不会被公开。 必填项已用*标注\n姓名 *\n邮箱 *\n网站\n提交评论", 6),
        ("\n發佈留言\n您的電子郵件地址不會被公開。 必填欄位標示為 *\n姓名 *\n電子郵件 *\n網站", 5),
        ("\n## Leave a comment\n留言", 2),
        ("\nWebsite", 0),
    ],
)
def test_comment_forms_are_dropped(tail: str, dropped: int) -> None:
    """The remains of a comment form go, but a bare word that could be the answer stays."""
    found = parse(post("1. Why?\n\nLeave a comment\n\nand go.", tail=tail))
    assert (dropped, "Leave a comment\n\nand go.") == (found.dropped, found.questions[0].answer)
    assert ("It wakes us." if dropped else "It wakes us.\n\nWebsite") == found.questions[1].answer


def test_rows_for_a_dry_run() -> None:
    """Titles, introduction, source and each question have a row: opening words and a measure."""
    text = post(
        "1. " + "为什么" * 15 + "？\n\nOne. Two.\n\n- a\n- b", title="Tea and coffee | 茶与咖啡", intro=""
    )
    assert [
        ("title en", "Tea and coffee", "3 words"),
        ("title zh-Hans", "茶与咖啡", "4 characters"),
        ("intro", "", "empty"),
        ("source", "zh-Hans", "2 questions: west 1, east 1"),
        ("west-1", ("为什么" * 10)[:29] + "…", "2 sentences, list of 2"),
        ("east-1", "Why coffee?", "1 sentence"),
    ] == describe(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "1.\n" * 349_000,
        post("1. Why?\n\nA\n\n" + "1.\n" * 340_000),
        post("1. Why?\n\nA\n\n" + ("Name * Email * " * 19 + "x\n") * 3_000),
        post("1. Why?\n\nA\n\n" + ("#" + " " * 19_000 + "x\n" + "A" + " " * 19_000 + "x\n") * 25),
        post("1. Why?\n\nA", title="#" * 19_999 + "x"),
        post("1. Why?\n\nA", title="ab 中" * 4_000),
    ],
    ids=["ones", "ones-in-answer", "form", "spaces", "hashes", "title"],
)
def test_no_text_is_slow(text: str) -> None:
    """A megabyte of the worst lines is read or refused in time that grows with its length only."""
    started = time.process_time()
    try:
        describe(parse(text))
    except Misunderstood:
        pass
    assert time.process_time() - started < 3

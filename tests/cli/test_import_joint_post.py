"""`flask import joint-post`: a post as it was sent by mail becomes a published one."""

from pathlib import Path

import pytest

from blog.dialogue.post import Post
from tests.cli.conftest import Counts, Run
from tests.client import Client
from tests.conftest import ROOT, Store

SEEDS = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))
MALFORMED = sorted((ROOT / "tests/unit/exchange/malformed").glob("*.txt"))
POST = """Lamps and lanterns 灯与灯笼

Two houses that sell light ask each other how they sell it.

West asks East

1. Who buys a paper lantern in July?

Restaurants, mostly. They hang them in pairs.

And one customer who never says what for.

2. What do you do with the broken ones?

- the ribs are used again
- the paper is not

East asks West

1. Why is a lamp sold without its bulb?

Because the bulb is chosen by whoever reads under it.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The post above as a file."""
    path = tmp_path / "lamps.txt"
    path.write_text(POST, encoding="utf-8")
    return path


def test_a_dry_run_prints_a_table_and_writes_nothing(run: Run, counts: Counts, file: Path) -> None:
    """What was understood stands in a table, with the beginning of each question, and no row is written."""
    before = counts()
    output = run("import", "joint-post", str(file), "--series", "light", "--dry-run").output

    for words in ("Lamps and lanterns", "灯与灯笼", "Who buys a paper lantern", "Why is a lamp sold"):
        assert words in output
    assert "nothing was written" in output
    assert before == counts()


def test_published_it_is_read_in_every_locale(run: Run, client: Client, file: Path) -> None:
    """After --publish each locale has the post, with its questions and answers."""
    output = run("import", "joint-post", str(file), "--series", "light", "--publish").output

    assert "/en/light/1/" in output
    for prefix, title in (("en", "Lamps and lanterns"), ("zh", "灯与灯笼"), ("zh-hant", "燈與燈籠")):
        client.get(f"/{prefix}/light/1/")
        assert title.replace(" ", "") == client.text("h1").replace(" ", "")
        for code in ("west-1", "west-2", "east-1"):
            assert client.soup.find(id=code) is not None, f"{prefix} {code}"
        assert "Restaurants, mostly." in client.text("main")
    assert ["the ribs are used again", "the paper is not"] == [li.get_text() for li in client.soup.select("#west-2 li")]


def test_without_publish_it_stays_a_draft(run: Run, client: Client, file: Path) -> None:
    """A draft is no public page; a second run with --publish publishes that same draft."""
    output = run("import", "joint-post", str(file), "--series", "light").output
    assert "draft" in output
    client.get("/en/light/1/", status=404)

    run("import", "joint-post", str(file), "--series", "light", "--publish")
    client.get("/en/light/1/")
    client.get("/en/light/2/", status=404)


def test_the_same_file_again_changes_nothing(run: Run, counts: Counts, file: Path) -> None:
    """A second import of the same words, even with other line ends, leaves every table as it was."""
    run("import", "joint-post", str(file), "--series", "light", "--publish")
    before = counts()
    file.write_bytes(POST.replace("\n", "\r\n").encode())
    output = run("import", "joint-post", str(file), "--series", "light", "--publish").output

    assert "nothing was changed" in output
    assert before == counts()


def test_what_was_written_at_the_desk_takes_two_keys(run: Run, store: Store, client: Client, file: Path) -> None:
    """A draft that people have changed since its import is not published by another run: only its signers can."""
    run("import", "joint-post", str(file), "--series", "light")
    with store() as session:
        session.query(Post).one().change(session)
    output = run("import", "joint-post", str(file), "--series", "light", "--publish", code=2).output

    assert "changed since import" in output
    client.get("/en/light/1/", status=404)


def test_a_second_post_joins_the_series(run: Run, counts: Counts, client: Client, file: Path) -> None:
    """Another file goes into the series that exists: no partner is made, and it has the next number."""
    run("import", "joint-post", str(file), "--series", "light", "--publish")
    before = counts()
    file.write_text(POST.replace("in July", "in June"), encoding="utf-8")
    output = run("import", "joint-post", str(file), "--series", "light", "--publish").output
    after = counts()

    assert "Made the series" not in output
    assert "/en/light/2/" in output
    assert (before["series"], before["partner"]) == (after["series"], after["partner"])
    client.get("/en/light/2/")


def test_partners_are_called_as_the_headings_call_them(run: Run, client: Client, file: Path) -> None:
    """With --west and --east the headings may name the partners, and the page shows those names."""
    file.write_text(
        POST.replace("West asks East", "Lumen asks 灯坊").replace("East asks West", "灯坊 asks Lumen"), encoding="utf-8"
    )
    run("import", "joint-post", str(file), "--series", "light", "--west", "Lumen", "--east", "灯坊", "--publish")
    client.get("/en/light/1/")

    assert "Lumen" in client.text("main")
    assert "灯坊" in client.text("main")


def test_the_day_it_first_appeared(run: Run, client: Client, file: Path) -> None:
    """--published-at gives the day that the page shows."""
    run("import", "joint-post", str(file), "--series", "light", "--published-at", "2012-05-17")
    client.get("/en/light/1/")

    assert "17 May 2012" in client.text("main")


@pytest.mark.parametrize("slug", ["Light", "a--b", "-a", "search", "t", "../x", "", "a" * 61])
def test_a_slug_that_cannot_stand_in_a_url_is_refused(run: Run, counts: Counts, file: Path, slug: str) -> None:
    """A malformed or reserved slug ends with exit code 2 and leaves nothing behind."""
    before = counts()
    output = run("import", "joint-post", str(file), f"--series={slug}", "--publish", code=2).output

    assert "slug" in output
    assert before == counts()


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_a_malformed_post_is_refused_with_its_line(run: Run, counts: Counts, path: Path) -> None:
    """What is no joint post ends with exit code 2 and one sentence with the line, and writes nothing."""
    before = counts()
    result = run("import", "joint-post", str(path), "--series", "light", "--publish", code=2)

    assert ": line " in result.stderr
    assert 1 == len(result.stderr.strip().splitlines())
    assert "Traceback" not in result.output
    assert before == counts()


def test_another_encoding_is_refused_with_its_line(run: Run, counts: Counts, file: Path) -> None:
    """A file in GB 18030 is refused at the first line that is not UTF-8."""
    before = counts()
    file.write_bytes(b"Lamps\n\nTwo houses.\n" + "灯笼".encode("gb18030"))

    assert "line 4: expected text in UTF-8" in run("import", "joint-post", str(file), "--series", "x", code=2).stderr
    assert before == counts()


def test_a_file_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    """A missing file and a folder end with exit code 2."""
    run("import", "joint-post", str(tmp_path / "none.txt"), "--series", "light", code=2)
    run("import", "joint-post", str(tmp_path), "--series", "light", code=2)


def test_real_posts_are_imported_whole(run: Run, counts: Counts, client: Client) -> None:
    """Each joint post that lies beside the project, as it was published on a blog, is imported, read, and kept once."""
    for number, path in enumerate(SEEDS, 1):
        arguments = ("import", "joint-post", str(path), "--series", "first", "--publish")
        assert "dry run" in run(*arguments, "--dry-run").output.lower()
        run(*arguments)
        for prefix in ("en", "zh", "zh-hant"):
            client.get(f"/{prefix}/first/{number}/")
            for code in ("west-1", "west-5", "east-1", "east-5"):
                assert client.soup.find(id=code) is not None, f"{path.name} in {prefix}: {code}"
        before = counts()
        run(*arguments)
        assert before == counts()

"""A file that two sides write to: the desk its blocks, the user all else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from export_samples import LINE
from hypothesis import given, settings
from hypothesis import strategies as st

from store.export.page import KEPT, Page, Section
from store.export.segments import block, checksum, heading_block, segments

if TYPE_CHECKING:
    from store.export.page import Merged

ALL = frozenset(f"n{number}" for number in range(1, 10))
FIELDS = {"newsdesk": "a"}


def body(name: str, note: str = "") -> str:
    """Return the body of an annotation, short."""
    return "\n\n".join(filter(None, (f"> слова {name}", f"— Вісник, {name}", note)))


def merged(text: str, *names: str, alive: frozenset[str] = ALL, prune: bool = False, **notes: str) -> Merged:
    """Export these annotations into a file of one article; `notes` are theirs."""
    blocks = {name: body(name, notes.get(name, "")) for name in names}
    section = Section("a", "# Заголовок\n\nВісник", blocks)
    return Page(text).merge(FIELDS, [section], alive=alive, prune=prune, single=True)


def raw(name: str, note: str = "") -> str:
    """Return a block as it stands in a file."""
    return "".join(block(name, body(name, note), "\n").lines)


HEAD = "".join(
    [
        "---\n",
        'newsdesk: "a"\n',
        "---\n",
        "\n",
        *heading_block("a", "# Заголовок\n\nВісник", "\n").lines,
        "\n",
    ]
)


def test_a_new_file() -> None:
    """Front matter, heading, and the blocks in order, a blank line between."""
    assert merged("", "n1", "n2").text == f"{HEAD}{raw('n1')}\n{raw('n2')}"


def test_the_checksum_of_a_block_is_of_its_body() -> None:
    """It is the start of the SHA-256 that any tool computes."""
    assert checksum("> слова") == "17b2df72829b"
    assert raw("n1").startswith(f"<!-- newsdesk n1 {checksum(body('n1'))} -->\n\n> слова n1\n")


def test_nothing_changed_is_the_same_bytes() -> None:
    """A second export of the same desk changes nothing."""
    text = merged("", "n1", "n2").text
    assert merged(text, "n1", "n2").text == text


def test_what_stands_around_blocks_stays_in_its_place() -> None:
    """Text before, between and after survives a changed annotation, byte for byte."""
    head = HEAD.replace("---\n\n#", "mine: x\n---\nвступ  \n\n#")
    text = f"{head}моє\n{raw('n1')}поруч\n\n\n - між\t\n{raw('n2')}кінець"
    assert merged(text, "n1", "n2").text == text
    again = merged(text, "n1", "n2", n1="нове")
    assert again.text == text.replace(raw("n1"), raw("n1", "нове"))
    assert again.kept == 4


def test_a_new_block_goes_before_the_next_that_is_there() -> None:
    """Text order is kept, whatever the user wrote in between."""
    text = f"{HEAD}{raw('n2')}\nпро друге\n\n{raw('n5')}\nкінець\n"
    assert merged(text, "n1", "n2", "n3", "n4", "n5", "n6").text == (
        f"{HEAD}{raw('n1')}\n{raw('n2')}\nпро друге\n\n{raw('n3')}\n{raw('n4')}\n{raw('n5')}\n{raw('n6')}\nкінець\n"
    )


def test_a_moved_block_stays_where_it_was_put() -> None:
    """The user's order is the user's; a change reaches the block there."""
    text = f"{HEAD}{raw('n2')}\n# Головне\n\n{raw('n1')}"
    assert merged(text, "n1", "n2").text == text
    assert merged(text, "n1", "n2", n1="x").text == f"{HEAD}{raw('n2')}\n# Головне\n\n{raw('n1', 'x')}"


def test_a_deleted_annotation_is_struck_kept_and_pruned() -> None:
    """Its block is struck once, comes back with undo, and goes only when asked."""
    text = f"{HEAD}{raw('n1')}\nмоє\n\n{raw('n2')}"
    gone = merged(text, "n2", alive=frozenset({"n2"}))
    assert (gone.struck, gone.pruned) == (1, 0)
    assert "\n> ~~слова n1~~\n\n— Вісник, n1 (deleted)\n" in gone.text
    assert " deleted -->" in gone.text
    assert merged(gone.text, "n2", alive=frozenset({"n2"})) == gone
    assert merged(gone.text, "n1", "n2").text == text
    pruned = merged(gone.text, "n2", alive=frozenset({"n2"}), prune=True)
    assert (pruned.struck, pruned.pruned) == (0, 1)
    assert pruned.text == f"{HEAD}моє\n\n{raw('n2')}"


def test_pruning_the_last_block_leaves_no_gap() -> None:
    """The file then ends as it did before the block was there."""
    text = merged("", "n1", "n2").text
    assert merged(text, "n1", alive=frozenset({"n1"}), prune=True).text == merged("", "n1").text


def test_a_block_out_of_scope_is_left_alone() -> None:
    """An annotation that lives but is not in this export keeps its block, pruned or not."""
    text = merged("", "n1", "n2").text
    assert merged(text, "n1", prune=True) == (text, 0, 0, 0)


def test_a_hand_in_a_block_stands_while_the_desk_has_not_changed_it() -> None:
    """What was written into a block stays there; nothing of ours is doubled."""
    text = merged("", "n1").text.replace("слова n1", "слова n1 (моє)")
    assert merged(text, "n1").text == text


def test_two_hands_in_a_block_are_both_kept() -> None:
    """When the desk has changed it too, the block is the desk's and the user's version follows, once."""
    text = f"{HEAD}{raw('n1')}\nпісля\n\n{raw('n2')}".replace("слова n1", "слова n1 (моє)")
    both = merged(text, "n1", "n2", n1="нове")
    mine = body("n1").replace("слова n1", "слова n1 (моє)")
    assert both.text == f"{HEAD}{raw('n1', 'нове')}\n{KEPT}\n\n{mine}\n\nпісля\n\n{raw('n2')}"
    assert both.kept == 1
    assert merged(both.text, "n1", "n2", n1="нове").text == both.text
    assert merged(both.text, "n1", "n2", n1="новіше").text == both.text.replace("нове", "новіше").replace(
        checksum(body("n1", "нове")), checksum(body("n1", "новіше"))
    )


def test_a_version_that_is_kept_already_is_not_kept_twice() -> None:
    """Who copies a kept passage back into its block finds it once when the desk changes again."""
    mine = body("n1", "моє")
    both = f"{HEAD}{raw('n1', 'нове')}\n{KEPT}\n\n{mine}\n"
    copied = both.replace(body("n1", "нове"), mine)
    assert merged(copied, "n1", n1="новіше").text == f"{HEAD}{raw('n1', 'новіше')}\n{KEPT}\n\n{mine}\n"


def test_a_new_block_does_not_part_a_kept_passage_from_its_block() -> None:
    """What follows the last block as its earlier version stays right behind it."""
    text = merged("", "n1").text.replace("слова", "мої слова")
    both = merged(text, "n1", n1="нове").text
    assert merged(both, "n1", "n2", n1="нове").text == f"{both}\n{raw('n2')}"


def test_an_edited_block_of_a_deleted_annotation_loses_no_word() -> None:
    """Struck, pruned or restored: the user's words stay in the file."""
    text = f"{HEAD}{raw('n1')}".replace("Вісник, n1", "Вісник, n1\n\nмоя думка")
    nothing: frozenset[str] = frozenset()
    gone = merged(text, alive=nothing)
    assert "моя думка" in gone.text
    assert merged(gone.text, alive=nothing) == gone
    pruned = merged(gone.text, alive=nothing, prune=True)
    assert "моя думка" in pruned.text
    assert "<!-- newsdesk n1" not in pruned.text
    assert merged(pruned.text, alive=nothing, prune=True).text == pruned.text
    back = merged(gone.text, "n1").text
    assert back.startswith(f"{HEAD}{raw('n1')}\n{KEPT}\n")
    assert "моя думка" in back
    assert merged(back, "n1").text == back


def test_a_missing_closing_comment_is_put_back() -> None:
    """If the block is whole, the user's text behind it stays outside of it."""
    text = f"{HEAD}{raw('n1')}\nмоє\n\n{raw('n2')}".replace("<!-- /newsdesk n1 -->\n", "")
    assert merged(text, "n1", "n2").text.replace("\n\n\n", "\n\n") == f"{HEAD}{raw('n1')}\nмоє\n\n{raw('n2')}"


def test_a_block_without_an_end_loses_no_word() -> None:
    """If the block is edited too, all that may be the user's follows it; out of scope it is left."""
    broken = raw("n1").replace("слова n1", "мої слова").replace("<!-- /newsdesk n1 -->\n", "")
    text = f"{HEAD}{broken}\nмоє\n\n{raw('n2')}"
    assert merged(text, "n2").text == text
    assert merged(text, "n2", alive=frozenset({"n2"}), prune=True).text == text
    healed = merged(text, "n1", "n2")
    assert healed.text.startswith(f"{HEAD}{raw('n1')}\n{KEPT}\n\n> мої слова\n")
    assert "\nмоє\n" in healed.text
    assert healed.text.endswith(raw("n2"))
    assert merged(healed.text, "n1", "n2").text == healed.text


def test_a_doubled_block_is_kept_up_to_date_in_both_places() -> None:
    """A copy that the user made is a block like the first."""
    text = f"{HEAD}{raw('n1')}\n# Головне\n\n{raw('n1')}"
    assert merged(text, "n1").text == text
    assert merged(text, "n1", n1="x").text == f"{HEAD}{raw('n1', 'x')}\n# Головне\n\n{raw('n1', 'x')}"


def test_stray_comments_are_text() -> None:
    """A closing comment without an opening one, or one without a checksum, is left as it is."""
    text = f"{HEAD}<!-- /newsdesk n1 -->\n<!-- newsdesk n2 xyz -->\nмоє\n"
    assert merged(text).text == text
    both = merged(text, "n1").text
    assert both == f"{HEAD}{raw('n1')}\n<!-- /newsdesk n1 -->\n<!-- newsdesk n2 xyz -->\nмоє\n"
    assert merged(both, "n1").text == both


def test_a_block_inside_a_block_loses_no_word() -> None:
    """A block dragged into another is still found, and so is the rest of the other."""
    inner = raw("n2")
    outer = raw("n1", "моє").replace("— Вісник", f"{inner}— Вісник")
    text = merged(f"{HEAD}{outer}", "n1", "n2", n1="моє").text
    assert inner in text
    assert raw("n1", "моє") in text
    assert merged(text, "n1", "n2", n1="моє").text == text


def test_a_changed_title_reaches_an_untouched_heading_only() -> None:
    """A heading that the user wrote anew is the user's."""
    text = merged("", "n1").text
    section = Section("a", "# Новий\n\nВісник", {"n1": body("n1")})
    renamed = Page(text).merge(FIELDS, [section], alive=ALL, single=True).text
    assert "# Новий\n\nВісник\n\n<!-- newsdesk article a " in renamed
    assert "# Заголовок" not in renamed
    mine = text.replace("# Заголовок", "# Моє")
    assert Page(mine).merge(FIELDS, [section], alive=ALL, single=True).text == mine
    bare = text.replace("".join(heading_block("a", "# Заголовок\n\nВісник", "\n").lines), "")
    assert Page(bare).merge(FIELDS, [section], alive=ALL, single=True).text == bare


def test_windows_line_ends_and_a_byte_order_mark_are_kept() -> None:
    """A file saved on Windows stays one, in what is ours and in what is not."""
    text = f"\ufeff{merged('', 'n1').text}моє\n".replace("\n", "\r\n")
    assert merged(text, "n1").text == text
    changed = merged(text, "n1", "n2", n1="нове").text
    assert changed.startswith("\ufeff---\r\n")
    assert not re.search(r"(?<!\r)\n", changed)
    assert "\r\nнове\r\n" in changed


def test_mixed_line_ends_stay_as_they_are() -> None:
    """What is not ours is not even put in order."""
    text = f"{merged('', 'n1').text}моє\r\nі моє\rтеж\n"
    assert merged(text, "n1").text == text


def test_a_file_without_a_last_line_end_gets_one_only_before_a_block() -> None:
    """The user's last line stays a line of its own."""
    text = "моє\n\n## Б\n\n<!-- newsdesk article b 000000000000 -->"
    text = f"{HEAD}{text}"
    assert merged(text).text == text
    assert merged(text, "n1").text == f"{text}\n\n{raw('n1')}"


@pytest.mark.parametrize("end", ["", "\n", "\n\nкінець", "\n## Моє\n\nкінець\n"])
def test_a_digest_puts_new_articles_in_order(end: str) -> None:
    """A section is placed before the next article that is there, or after the last."""
    sections = [Section(name, f"## Стаття {name}", {f"{name}1": body(f"{name}1")}) for name in "abcd"]
    text = Page().merge(FIELDS, sections[1:3], alive=()).text.rstrip("\n") + end
    result = Page(text).merge(FIELDS, sections, alive=())
    assert re.findall(r"^## .*|<!-- newsdesk \w\d|кінець", result.text, re.MULTILINE) == [
        *("## Стаття a", "<!-- newsdesk a1", "## Стаття b", "<!-- newsdesk b1"),
        *("## Стаття c", "<!-- newsdesk c1", "## Стаття d", "<!-- newsdesk d1"),
        *re.findall(r"^## .*|кінець", end, re.MULTILINE),
    ]
    assert Page(result.text).merge(FIELDS, sections, alive=()).text == result.text


def test_a_digest_adds_to_an_article_at_its_end() -> None:
    """New blocks of one article never land under the heading of another."""
    one = [Section(name, f"## Стаття {name}", {f"{name}1": body(f"{name}1")}) for name in "ab"]
    two = [
        Section(name, f"## Стаття {name}", {f"{name}{number}": body(f"{name}{number}") for number in (1, 2)})
        for name in "ab"
    ]
    text = Page(Page().merge(FIELDS, one, alive=()).text).merge(FIELDS, two, alive=()).text
    assert text == Page().merge(FIELDS, two, alive=()).text


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        LINE
        | st.sampled_from(
            [
                *(
                    "<!-- /newsdesk n1 -->",
                    "<!-- newsdesk n1 aaaaaaaaaaaa -->",
                    "<!-- newsdesk article a aaaaaaaaaaaa -->",
                ),
                *(
                    "<!-- newsdesk n2 aaaaaaaaaaaa deleted -->",
                    "<!-- /newsdesk n2 -->",
                    "---",
                    "> слова n1",
                    "",
                    "# x",
                ),
                *("newsdesk: a", KEPT, "<!-- newsdesk zz 000000000000 -->", "<!-- /newsdesk zz -->"),
            ]
        ),
        max_size=14,
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.booleans(),
)
def test_no_file_is_too_damaged(lines: list[str], eol: str, prune: bool, single: bool) -> None:  # noqa: FBT001  # drawn
    """Whatever the comments are like: all other lines survive in their order, and the result is stable."""
    text = eol.join(lines)
    assert "".join(line for part in segments(text.splitlines(keepends=True)) for line in part.lines) == text
    sections = [Section("a", "# З\n\nВ", {name: body(name) for name in ("n1", "n2", "n3")})]
    once = Page(text).merge(FIELDS, sections, alive=ALL, prune=prune, single=single).text
    unstruck = iter(plain(line) for line in once.split("\n"))
    own = [plain(line) for line in lines if not line.startswith(("<!-- ", "newsdesk: "))]
    assert all(line in unstruck for line in own if line)
    assert Page(once).merge(FIELDS, sections, alive=ALL, prune=prune, single=single).text == once


def plain(line: str) -> str:
    """Return a line without white space around, nor the marks of a deletion."""
    return re.sub(r"~~| \(deleted\)", "", line).strip()

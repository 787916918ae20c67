"""Foreign text that is markup, or a terminal's commands: drawn letter by letter, run by nobody.

It is put into the desk's records directly, past the gate at intake: the screen has its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual import events
from tui_desk import desk_of, opened
from tui_texts import ENGLISH, HOSTILE, HOSTILE_SIGNS

from store import records
from store.model import Op
from store.text import HOSTILE as NOT_TO_PASS
from store.text import printable, visible

if TYPE_CHECKING:
    from tui_desk import At

    from store import Desk

_WORD = "weltall"
"""A word in every title, text and note, by which all of them are found."""


def _hostile() -> Desk:
    """A desk with each hostile text as a title, a text, a note, a tag, an outlet and more."""
    desk = desk_of(*(f"{number} {ENGLISH}" for number in range(len(HOSTILE))))
    articles = desk.articles()
    ops: list[Op] = []
    body = "\n".join(f"{_WORD} {text} here" for text in (*HOSTILE, HOSTILE_SIGNS)) + "\n"
    places = desk._journal.append_texts([(article.id, body) for article in articles])
    for article, text, place in zip(articles, HOSTILE, places, strict=True):
        changed = replace(
            article,
            title=f"{text} {_WORD}",
            outlet=text,
            author=text,
            language=text[:3],
            published=text,
            tags=(text,),
            path=text,
            characters=len(body),
        )
        ops.append(Op("articles", article.id, None, records.article_record(changed, place)))
    first = articles[0].id
    marked = [desk.annotate(first, at, at + 6) for at in range(0, 7 * len(HOSTILE), 7)]
    for mark, text in zip(marked, HOSTILE, strict=True):
        ops.append(Op("tags", text, None, {"id": text, "color": text}))
        hostile = replace(
            mark, quote=text, prefix=text, suffix=text, note=f"{text} {_WORD}", tags=(text,), color=text
        )
        ops.append(Op("annotations", mark.id, None, records.annotation_record(hostile)))
    desk._commit("edit", ops)
    desk._texts.clear()  # of an article that is there no change makes another text, but this one
    return desk


def _assert_harmless(at: At) -> None:
    """Nothing on the screen that a terminal would obey, and nothing to click that was in a text."""
    width = at.app.size.width
    for row, strip in zip(at.rows, at.top._compositor.render_strips(), strict=True):
        assert not NOT_TO_PASS.search(row), ascii(row)
        assert not any(sign in row for sign in "\n\t\u2028\u2029"), ascii(row)
        assert cell_len(row) == strip.cell_length == width, ascii(row)
        for segment in strip:
            assert segment.control is None
            if segment.style is not None:
                assert "@click" not in segment.style.meta
                assert segment.style.link is None
    svg = at.app.export_screenshot()
    assert not NOT_TO_PASS.search(svg.replace("\n", " ").replace("\r", " "))


def _assert_seen(at: At, texts: tuple[str, ...] = HOSTILE) -> None:
    for text in texts:
        assert printable(text) in at.seen, text


async def test_the_text_the_cards_and_the_title_are_drawn_letter_by_letter() -> None:
    """Source pane, title line and cards show each as it is spelled; offsets stay true."""
    async with opened(_hostile(), (150, 80)) as at:
        _assert_harmless(at)
        for text in HOSTILE:
            assert visible(text) in "\n".join(row.split("│")[0] for row in at.rows), text
        cards = "\n".join(row.split("│", 1)[-1] for row in at.rows)
        for text in HOSTILE:
            assert cards.count(printable(text)) >= 3, text  # quotation, note and tag
            assert f"#{printable(text)}" in cards, text
        assert printable(HOSTILE[0]) in at.rows[0]
        for start in ("[/nope]", "\x1b[2J", "a\N{RIGHT-TO-LEFT OVERRIDE}"):
            offset = at.text.index(start)
            await at.click(at.at(offset))
            assert at.cursor == offset
            _assert_harmless(at)
        await at.keys("G V")
        _assert_harmless(at)


async def test_every_screen_over_the_desk_draws_it_letter_by_letter() -> None:
    """Library, search, tags, export, palette, help, editor and question, each with all of it."""
    async with opened(_hostile(), (150, 70)) as at:
        await at.keys("o")
        _assert_seen(at)
        _assert_harmless(at)
        await at.keys("escape f", f"={_WORD}")
        _assert_seen(at)
        _assert_harmless(at)
        await at.keys("down down down")
        _assert_harmless(at)
        await at.keys("escape m t")
        _assert_harmless(at)
        seen = []
        for _ in range(len(HOSTILE)):
            seen.append(at.seen)
            await at.keys("down")
        for text in HOSTILE:
            assert any(printable(text) in one for one in seen), text
        await at.keys("escape x")
        _assert_harmless(at)
        assert "tag [/nope]" in at.seen
        await at.keys("escape : =qq[/nope]")
        assert "qq[/nope]" in at.seen
        _assert_harmless(at)
        await at.keys("escape ] a =x")
        _assert_harmless(at)
        assert "Note on “" in at.seen
        await at.keys("escape q")
        _assert_harmless(at)
        assert at.app._exception is None


async def test_every_hostile_note_can_be_opened_and_saved_clean() -> None:
    """The editor draws it harmlessly; what it saves has passed the gate."""
    async with opened(_hostile(), (100, 30)) as at:
        await at.keys("tab g g")
        for index in range(len(HOSTILE)):
            at.screen.cards.step(index - (at.screen.cards.index or 0))
            await at.keys("a")
            _assert_harmless(at)
            await at.keys("=z ctrl+s tab")
        assert all(note.note.endswith(f"{_WORD}z") for note in at.annotations)
        assert not any(NOT_TO_PASS.search(note.note) for note in at.annotations)


@pytest.mark.parametrize("text", ["\n".join(HOSTILE), "".join(HOSTILE), HOSTILE_SIGNS])
async def test_messages_and_words_at_the_hint_line(text: str) -> None:
    """Notice, greeting and hint line take any text."""
    async with opened(desk_of(ENGLISH), (150, 20), greeting=text) as at:
        _assert_harmless(at)
        at.screen.notice.show(text, "error")
        at.screen.say(text)
        await at.settled()
        _assert_harmless(at)
        assert at.screen.notice.severity == "error"


async def test_a_paste_with_direction_marks_into_a_line() -> None:
    """Names copied from pages bring marks of no width along: rows keep their width, nothing harmful is seen."""
    async with opened(desk_of(ENGLISH), (90, 24)) as at:
        for opener in ("/", "f", "o", ":", "m t", "tab /"):
            await at.keys(opener)
            at.app.post_message(
                events.Paste(
                    "Six\N{LEFT-TO-RIGHT MARK}\N{ZERO WIDTH NO-BREAK SPACE}\N{RIGHT-TO-LEFT OVERRIDE}!"
                )
            )
            await at.settled()
            assert "Six!" in at.seen, opener
            _assert_harmless(at)
            await at.keys("escape")


async def test_hostile_things_typed_into_every_line() -> None:
    """Queries and tags that are markup are looked for as they are spelled."""
    async with opened(
        desk_of(ENGLISH, "Marks [/nope] [red]\n\nand [@click=app.exit]x[/] here.\n"), (120, 30)
    ) as at:
        for opener in ("/", "f", "o", ":", "m t"):
            await at.keys(opener)
            await at.write("[/nope][@click=x]$y[b")
            assert "[/nope][@click=x]$y[b" in at.seen
            _assert_harmless(at)
            await at.keys("enter" if opener == "/" else "escape")
        await at.keys("L / =[@click enter")
        assert at.text[at.cursor :].startswith(("click", "[@click", "@click"))
        await at.keys("g g t =[red] enter")
        assert at.annotations[0].tags == ("[red]",)
        assert "#[red]·1" in at.seen
        assert "tagged [red]" in at.hint
        _assert_harmless(at)

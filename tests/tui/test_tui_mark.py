"""Keys that mark: highlight, tags by prompt and by digit, delete, undo and redo."""

from __future__ import annotations

import asyncio

from tui_desk import At, desk_of, opened
from tui_texts import BELARUSIAN, ENGLISH, RUSSIAN, UKRAINIAN

from tui.keys import PATIENCE


def _tags(at: At) -> list[tuple[str, ...]]:
    return [annotation.tags for annotation in at.annotations]


async def test_m_highlights_the_sentence_or_the_selection_and_each_passage_once() -> None:
    """Without a selection the sentence, with one that passage without the space at its ends."""
    async with opened(desk_of(UKRAINIAN), (160, 30)) as at:
        at.goto("сумнівається")
        await at.keys("m")
        assert at.quotes == ["Опозиція сумнівається."]
        assert "highlighted" in at.hint
        assert "○▎" in at.seen
        await at.keys("m")
        assert at.quotes == ["Опозиція сумнівається."]
        assert "highlighted already" in at.hint
        at.goto("Їжа")
        await at.keys("v l l l m")  # the selection has the space behind the word
        assert at.quotes[1:] == ["Їжа"]
        assert at.selected is None
        at.goto("Їжа")
        await at.keys("v $ m")
        assert at.quotes[1:] == ["Їжа", at.text[at.text.index("Їжа") :].split("\n")[0]]
        at.goto("Мер")
        await at.keys("v l l l m")
        assert at.quotes[0] == "Мер"
        at.goto("Чи")
        await at.keys("V m")
        assert len(at.annotations) == 5


async def test_m_on_nothing_says_so() -> None:
    """An empty line holds no sentence: nothing is made, and the hint line says it."""
    async with opened(desk_of(UKRAINIAN)) as at:
        await at.keys("j m")
        assert at.text[at.cursor] == "\n"
        assert at.quotes == []
        assert "nothing to highlight here" in at.hint


async def test_the_exact_words_in_three_languages() -> None:
    """What is highlighted is the text of the article at its offsets, whatever the letters."""
    for text, words, quote in (
        (UKRAINIAN, "відкриють", "Мер Ґалаґан заявив: «Міст відкриють у жовтні»."),
        (RUSSIAN, "съёжился", "Подрядчик съёжился."),
        (BELARUSIAN, "дадаў", "Ён дадаў, што грошай няма."),
        (BELARUSIAN, "езд", "З'езд маўчыць."),
    ):
        async with opened(desk_of(text)) as at:
            at.goto(words)
            await at.keys("m")
            mark = at.annotations[0]
            assert mark.quote == quote
            assert at.text[mark.start : mark.end] == quote
            assert quote.split()[0] in at.seen.split("│", 1)[1]  # its card


async def test_t_puts_a_new_tag_an_old_one_and_takes_it_off() -> None:
    """The prompt makes a tag, finds it by its first letters, and takes it off where it is put."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("m t")
        assert "No tags yet" in at.seen
        await at.keys("=claim")
        assert "new tag: claim" in at.seen
        await at.keys("enter")
        assert _tags(at) == [("claim",)]
        assert "tagged claim" in at.hint
        assert "#claim·1" in at.seen
        await at.keys("t =source/press enter")
        assert _tags(at) == [("claim", "source/press")]
        await at.keys("t =cl")
        assert "put ✓" in at.seen
        await at.keys("enter")
        assert _tags(at) == [("source/press",)]
        assert "tag claim taken off" in at.hint
        await at.keys("t escape")
        assert _tags(at) == [("source/press",)]
        await at.keys("t =a,b enter")
        assert "comma" in at.seen
        await at.keys("escape")
        assert [tag.name for tag in at.desk.tags()] == ["claim", "source/press"]


async def test_t_without_a_highlight_makes_one_with_the_tag() -> None:
    """With no highlight the sentence, or the selection, is highlighted with it, as one step."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("t =claim enter")
        assert [(a.quote, a.tags) for a in at.annotations] == [("One two three.", ("claim",))]
        at.goto("Six")
        await at.keys("i w t =claim enter")
        assert [(a.quote, a.tags) for a in at.annotations][1:] == [("Six", ("claim",))]
        await at.keys("u")
        assert at.quotes == ["One two three."]


async def test_a_digit_in_the_prompt_puts_the_tag_of_that_number() -> None:
    """The tags' numbers stand in the prompt; a digit chooses without enter; tab completes a name."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("m t =claim enter t =check enter ) t 2")
        assert at.home()
        assert _tags(at) == [("claim", "check"), ("check",)]
        await at.keys("t =cl tab =/army enter")
        assert _tags(at)[1] == ("check", "claim/army")


async def test_a_tag_typed_in_full_is_that_tag() -> None:
    """Where only `claim/army` exists, typing `claim` and enter puts `claim`: what was typed, not more."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("t =claim/army enter ) t =claim enter")
        assert _tags(at) == [("claim/army",), ("claim",)]


async def test_a_digit_alone_puts_a_tag_and_before_a_motion_counts() -> None:
    """On a highlight a digit is a tag after a pause or before a command, a count before a motion."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("m t =claim enter t 1")
        assert _tags(at) == [()]
        await at.keys("1")
        assert at.hint.startswith(" 1 ")
        assert _tags(at) == [()]
        await at.until(lambda: _tags(at) == [("claim",)])
        await at.keys("1 m")  # a command that takes no count
        assert _tags(at) == [()]
        await at.keys("2 w")
        assert at.text[at.cursor :].startswith("three")
        assert _tags(at) == [()]
        await at.keys("9 y")
        assert _tags(at) == [()]
        await at.keys("7 escape")  # escape takes the digit back
        await asyncio.sleep(PATIENCE + 0.1)
        assert _tags(at) == [()]
        assert "7" not in at.hint.split("highlight")[0]


async def test_a_digit_with_a_selection_highlights_and_tags() -> None:
    """`iw` and `1` make a highlight of the word with the first tag; an unknown number says so."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("m t =claim enter } i w 1 y")
        assert [(a.quote, a.tags) for a in at.annotations][1:] == [("Six", ("claim",))]
        await at.keys("w i w 8 escape")
        assert len(at.annotations) == 2
        await at.keys("i w 8")
        await at.until(lambda: "no tag has the number 8" in at.hint)


async def test_d_deletes_the_annotation_under_the_cursor() -> None:
    """`d` deletes and `u` brings back the same annotation; elsewhere it says that there is none."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("m")
        before = at.annotations
        await at.keys("d")
        assert at.annotations == []
        assert "deleted" in at.hint
        assert "▎" not in at.seen
        await at.keys("d")
        assert "no annotation here" in at.hint
        await at.keys("u")
        assert at.annotations == before
        assert "▎" in at.seen


async def test_undo_and_redo_with_counts() -> None:
    """A count walks so many steps; at either end the hint line says that there is no more."""
    async with opened(desk_of(ENGLISH)) as at:
        await at.keys("m ) m t =claim enter ) m")
        whole = at.annotations
        assert len(whole) == 3
        await at.keys("2 u")
        assert [a.tags for a in at.annotations] == [(), ()]
        assert "undone" in at.hint
        await at.keys("ctrl+r")
        assert [a.tags for a in at.annotations] == [(), ("claim",)]
        assert "done again" in at.hint
        await at.keys("9 u")
        assert at.desk.articles() == []  # the import of the text is a step as well
        await at.keys("u")
        assert "nothing to undo" in at.hint
        await at.keys("9 ctrl+r")
        assert at.annotations == whole
        await at.keys("ctrl+r")
        assert "nothing to redo" in at.hint
        await at.keys("u } } m ctrl+r")
        assert "nothing to redo" in at.hint


async def test_of_highlights_over_one_another_the_inner_one_is_worked_on() -> None:
    """Where a word is highlighted within its sentence, keys on the word work on the word."""
    desk = desk_of(ENGLISH)
    article = desk.articles()[0].id
    for start, end in ((0, 14), (0, 3), (4, 7), (8, 13)):
        desk.annotate(article, start, end)
    async with opened(desk) as at:
        for words, expected in (
            ("wo three", "two"),
            ("hree", "three"),
            ("ne two", "One"),
            (" two", "One two three."),
        ):
            at.goto(words)
            current = at.screen.source.current
            assert current is not None
            assert current.quote == expected, words
            chosen = at.screen.cards.chosen
            assert chosen is not None
            assert chosen.quote == expected, words

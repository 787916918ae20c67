"""The sample articles on a desk: put there with their tag, and removed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from store import Article, Desk, ImportReport

__all__ = ["TAG", "add", "present", "remove"]

TAG: Final = "sample"


def add(desk: Desk) -> list[ImportReport]:
    """Put the samples on the desk; what became of each. Raises SaveFailed, ReadOnly."""
    import seeds  # read only when samples are wanted
    from store.intake import Known, Source

    sources = [
        Source(
            path=f"sample:{sample.file}",
            data=sample.data,
            known=Known(
                title=sample.title,
                language=sample.language,
                outlet=sample.outlet,
                author=sample.author,
                url=sample.url,
                published=sample.published,
            ),
        )
        for sample in seeds.samples()
    ]
    return list(desk.import_sources(sources, tags=[TAG]))


def present(desk: Desk) -> list[Article]:
    """The samples that lie on the desk."""
    return [article for article in desk.articles() if TAG in article.tags]


def remove(desk: Desk) -> list[Article]:
    """Remove the samples with their annotations, as one change."""
    return desk.remove_articles([article.id for article in present(desk)])

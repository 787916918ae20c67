"""The sample articles that a new desk opens with, and what is known of each.

The articles are news prose written for newsdesk, in four languages, with the furniture of scraped
pages left in. `manifest.toml` says where each stands; this module only reads.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

__all__ = ["Sample", "samples"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample article: its bytes (UTF-8, NFC, LF) and its entry in the manifest."""

    file: str
    """Its name in `seeds/articles`."""
    title: str
    language: str
    """ISO 639-1."""
    outlet: str
    """An invented one."""
    author: str | None = None
    published: str
    """ISO 8601 date."""
    published_basis: Literal["stated", "inferred"]
    """Whether the text gives the whole date, or it was worked out from what it says."""
    published_reason: str | None = None
    """How an inferred date was worked out."""
    url: str
    """Under example.org, which is reserved for examples (RFC 2606)."""
    based_on: str
    """The document whose facts the sample retells."""
    related: str | None = None
    """The `file` of another sample on the same story."""
    data: bytes


def samples() -> tuple[Sample, ...]:
    """Every sample, in the order of the manifest.

    Raises OSError if a file is missing from the package, `tomllib.TOMLDecodeError` or TypeError
    if the manifest is not as `Sample` describes it: each means a broken installation.
    """
    package = files(__name__)
    manifest = tomllib.loads(package.joinpath("manifest.toml").read_text(encoding="utf-8"))
    articles = package.joinpath("articles")
    return tuple(
        Sample(**entry, data=articles.joinpath(entry["file"]).read_bytes()) for entry in manifest["article"]
    )

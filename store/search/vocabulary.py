"""All distinct words of the indexed texts, under every form by which a query may come to them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from store.search.endings import stem
from store.search.fold import coarse, fold, is_latin, skeleton
from store.search.ordered import Ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Vocabulary"]


class _Groups:
    """Words under a form that several share, with the forms in order."""

    def __init__(self) -> None:
        self._members: dict[str, dict[str, None]] = {}
        self._ordered = Ordered()

    def add(self, form: str, member: str) -> bool:
        """Put a member under a form; whether the form is new."""
        members = self._members.get(form)
        if members is not None:
            members[member] = None
            return False
        self._members[form] = {member: None}
        self._ordered.add(form)
        return True

    def discard(self, form: str, member: str) -> bool:
        """Take a member out; whether the form is gone with it."""
        members = self._members[form]
        members.pop(member, None)
        if members:
            return False
        del self._members[form]
        self._ordered.discard(form)
        return True

    def members(self, form: str) -> Iterable[str]:
        return self._members.get(form, ())

    def forms(self, prefix: str = "") -> Sequence[str]:
        return self._ordered.with_prefix(prefix) if prefix else self._ordered.all()


class Vocabulary:
    """Words in plain form, each with its documents (by number) and how often it is in each."""

    def __init__(self) -> None:
        self._postings: dict[str, dict[int, int]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._ordered = Ordered()
        self._coarse = _Groups()
        self._stems = _Groups()
        self._skeletons: defaultdict[str, set[str]] = defaultdict(set)
        self._latin: set[str] = set()

    def __len__(self) -> int:
        return len(self._postings)

    def __contains__(self, word: object) -> bool:
        return word in self._postings

    def add(self, document: int, counts: Mapping[str, int]) -> None:
        """Count in the words of a new document."""
        for word, count in counts.items():
            postings = self._postings.get(word)
            if postings is None:
                self._postings[word] = {document: count}
                self._enter(word)
            else:
                postings[document] = count

    def remove(self, document: int, words: Iterable[str]) -> None:
        """Count out the (distinct) words of a document."""
        for word in words:
            postings = self._postings[word]
            del postings[document]
            if not postings:
                del self._postings[word]
                self._leave(word)

    def postings(self, word: str) -> Mapping[int, int]:
        """The documents that have a word, and how often; none for an unknown word."""
        return self._postings.get(word, {})

    def commonness(self, word: str) -> int:
        """In how many documents a word is."""
        return len(self._postings.get(word, ()))

    def rarity(self, word: str) -> tuple[int, str]:
        """A sort key that puts the commonest words first."""
        return -self.commonness(word), word

    def beginning(self, prefix: str) -> Sequence[str]:
        """Words that begin with `prefix`, in order."""
        return self._ordered.with_prefix(prefix)

    def folded(self, word: str) -> tuple[str, ...]:
        """The keys of a word that is here, see `store.search.fold.fold`."""
        return self._keys[word]

    def of_key(self, key: str) -> Iterable[str]:
        """Words of a coarse key."""
        return self._coarse.members(key)

    def is_latin(self, word: str) -> bool:
        """Whether a word that is here is read as Latin."""
        return word in self._latin

    def keys(self, prefix: str) -> Sequence[str]:
        """Coarse keys that begin with `prefix`, in order."""
        return self._coarse.forms(prefix)

    def of_skeleton(self, bones: str) -> Iterable[str]:
        """Coarse keys of a skeleton."""
        return self._skeletons.get(bones, ())

    def stems(self, prefix: str = "") -> Sequence[str]:
        """Stems of coarse keys that begin with `prefix`, in order."""
        return self._stems.forms(prefix)

    def of_stem(self, stem: str) -> Iterable[str]:
        """Coarse keys of a stem."""
        return self._stems.members(stem)

    def settle(self) -> None:
        """Put what is new in order now, and not at the next question."""
        self._ordered.all()
        self._coarse.forms()
        self._stems.forms()

    def _enter(self, word: str) -> None:
        self._ordered.add(word)
        self._keys[word] = keys = fold(word)
        if is_latin(word):
            self._latin.add(word)
        for key in {coarse(key) for key in keys}:
            if self._coarse.add(key, word):
                self._stems.add(stem(key), key)
                self._skeletons[skeleton(key)].add(key)

    def _leave(self, word: str) -> None:
        self._ordered.discard(word)
        keys = self._keys.pop(word)
        self._latin.discard(word)
        for key in {coarse(key) for key in keys}:
            if self._coarse.discard(key, word):
                self._stems.discard(stem(key), key)
                bones = skeleton(key)
                self._skeletons[bones].discard(key)
                if not self._skeletons[bones]:
                    del self._skeletons[bones]

"""What is remembered beside the changes: places, drafts, settings. No step of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.desk import stamps
from store.desk.base import Base
from store.journal import Entry
from store.model import Op

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Remembering"]


class Remembering(Base):
    """JSON values under names, which every desk on the folder sees."""

    def recall(self, name: str) -> Any:  # noqa: ANN401  # whatever JSON was remembered
        """What was remembered under a name; None when nothing was."""
        with self._guard:
            record = self._tables.get("state", name)
            return record.get("value") if record else None

    def remember(self, values: Mapping[str, Any]) -> None:
        """Remember JSON values under names, until they are others; None forgets. Raises SaveFailed, ReadOnly."""
        with self._change():
            ops = []
            for name, value in values.items():
                record = self._tables.get("state", name)
                after = None if value is None else {"id": name, "value": value}
                if record != after:
                    ops.append(Op("state", name, record, after))
            if ops:
                self._apply(ops, Entry("remember", None, stamps.now(), self._by))

    def remembered(self, prefix: str) -> dict[str, Any]:
        """All that is remembered under names that begin with `prefix`, by the rest of the name."""
        with self._guard:
            return {
                key.removeprefix(prefix): self.recall(key)
                for key in self._tables.keys("state")
                if key.startswith(prefix)
            }

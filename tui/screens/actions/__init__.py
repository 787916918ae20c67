"""What the commands of the desk's screen do, in parts: one reason to change each."""

from __future__ import annotations

from tui.screens.actions.base import Part
from tui.screens.actions.comparing import Comparing
from tui.screens.actions.finding import Finding
from tui.screens.actions.following import Following
from tui.screens.actions.going import Going
from tui.screens.actions.keeping import Keeping
from tui.screens.actions.linking import Linking
from tui.screens.actions.marking import Marking
from tui.screens.actions.selecting import Selecting
from tui.screens.actions.taking import Taking
from tui.screens.actions.viewing import Viewing
from tui.screens.actions.whole import Whole
from tui.screens.actions.writing import Writing

__all__ = [
    "Comparing",
    "Finding",
    "Following",
    "Going",
    "Keeping",
    "Linking",
    "Marking",
    "Part",
    "Selecting",
    "Taking",
    "Viewing",
    "Whole",
    "Writing",
]

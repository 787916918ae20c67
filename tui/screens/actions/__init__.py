"""What the commands of the desk's screen do, in parts: marking, finding, taking out, the desk."""

from __future__ import annotations

from tui.screens.actions.base import Part
from tui.screens.actions.finding import Finding
from tui.screens.actions.marking import Marking
from tui.screens.actions.taking import Taking
from tui.screens.actions.whole import Whole

__all__ = ["Finding", "Marking", "Part", "Taking", "Whole"]

"""The panes of the desk's screen: they draw, and know no commands."""

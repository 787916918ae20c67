"""The terminal: command line, app, screens, panes, keys."""

"""The desk's screen and what opens over it: they decide what keys mean."""

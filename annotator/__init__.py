"""Annotator: mark claims, actors and dates in articles, offline, in one file."""

__version__ = "0.1.0"

"""Whose annotations are shown, and how to choose that."""

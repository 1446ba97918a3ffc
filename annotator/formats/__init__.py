"""Bytes and text to core objects and back, one file a format. No SQL, no project."""

"""How far annotators agree, and where they do not: pure functions on marks. No Qt, no SQL, no files."""

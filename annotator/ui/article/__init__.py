"""The article view: a read-only text with highlights painted under it."""

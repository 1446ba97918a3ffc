"""The window: the only place that uses PySide6."""

"""Project files that were received: read as foreign data, never opened in place, never believed."""

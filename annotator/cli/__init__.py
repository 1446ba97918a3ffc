"""The command line: what it can do without a window, on the same project files."""

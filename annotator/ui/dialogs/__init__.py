"""The dialogs, each in a module of its own."""

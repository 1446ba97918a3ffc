"""The history of a project in the window, and the project as it was."""

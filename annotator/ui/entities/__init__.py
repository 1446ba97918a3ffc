"""The Entities panel: every person and body of the project, and where they are mentioned."""

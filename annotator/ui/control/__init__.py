"""What the menus and keys do: each module serves one part of the window."""

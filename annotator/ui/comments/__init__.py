"""Comments in the window: a panel of all threads, and writing in one."""

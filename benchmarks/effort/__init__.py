"""How many key presses and mouse gestures it takes to record what an article says.

Three sample articles are recorded in full in the real window, with real key and mouse events, once with
what the program proposes and once without. What is to be recorded lies in a file for each, written by
hand. A recording that does not end in exactly that fails.
"""

"""Text to suggestions: what is proposed and counts only once a person confirms it. Pure, no Qt, no SQL."""

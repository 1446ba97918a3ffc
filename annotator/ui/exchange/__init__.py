"""Exchanging files with colleagues: handing out, taking in, and what is to be done."""

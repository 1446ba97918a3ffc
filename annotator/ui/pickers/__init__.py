"""Small windows at a mark in which something is picked with one key."""

"""Tables back into a project: what each row means here, and whether it fits."""

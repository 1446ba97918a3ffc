"""The form of the inspector, made from the codebook: one editor for each type of field."""

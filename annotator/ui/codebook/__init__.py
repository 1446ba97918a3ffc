"""The editor of the codebook."""

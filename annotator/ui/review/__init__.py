"""The review of what annotators have marked differently: a queue, a comparison, one key for each decision."""

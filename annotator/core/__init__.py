"""The domain: values and rules, standard library only. No Qt, no SQL, no files."""

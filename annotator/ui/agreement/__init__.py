"""How far annotators agree: chosen, measured, shown."""

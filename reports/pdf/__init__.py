"""A report as a tagged PDF, set by Typst without a network."""

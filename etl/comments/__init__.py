"""Comments on their way from the warehouse to a release: which they are, what they are about, what was decided."""

"""Words of the field: what every other package may know."""

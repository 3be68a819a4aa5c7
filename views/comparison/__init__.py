"""The parts of a place held against the rest: units of a service, services of a municipality, municipalities."""

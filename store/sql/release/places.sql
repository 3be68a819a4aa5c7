-- One row a place.
SELECT place, level, municipality, service, unit, name_nb, name_nn, name_en FROM place ORDER BY place

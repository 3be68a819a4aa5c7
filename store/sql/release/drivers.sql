-- One row a service's scope and dimension of a municipality: how it goes together with the overall assessment.
SELECT scope.place, scope.period, scope.role, measure.dimension, driver.n, driver.share, driver.lower, driver.upper,
    driver."first", driver.lmg, driver.r_squared, driver.reason
FROM driver
JOIN scope USING (scope)
JOIN place USING (place)
JOIN measure USING (measure_no)
WHERE place.municipality = $municipality
ORDER BY scope.place, scope.period, scope.role, driver.share DESC, measure.dimension

-- One row a scope and measure of which a source of figures hid something itself.
SELECT DISTINCT reach.scope, membership.measure_no, membership.kind = 'item' AS is_item
FROM aggregate
JOIN spot USING (municipality, service, unit, role, period)
JOIN reach USING (spot)
JOIN membership USING (question)
WHERE aggregate.hidden IS NOT NULL
ORDER BY reach.scope, membership.measure_no

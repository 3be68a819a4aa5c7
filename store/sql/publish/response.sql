-- One row a place, period and role: how many answered, and how many were invited where that is known for every unit.
-- by_source: a source of figures hid all that it has about the place. parent is the scope that a unit is part of.
WITH told AS (
    SELECT spot, responded, false AS by_source FROM responded
    UNION ALL
    SELECT spot.spot, max(aggregate.n), bool_and(aggregate.hidden IS NOT NULL)
    FROM aggregate
    JOIN spot USING (municipality, service, unit, role, period)
    GROUP BY spot.spot
)
SELECT
    reach.scope, scope.parent,
    coalesce(sum(told.responded), 0)::INTEGER AS n,
    CASE WHEN count(*) = count(known.invited) THEN sum(known.invited)::INTEGER END AS invited,
    coalesce(bool_and(told.by_source), false) AS by_source
FROM reach
JOIN scope USING (scope)
LEFT JOIN told USING (spot)
LEFT JOIN invited_of_spot AS known USING (spot)
GROUP BY reach.scope, scope.parent
ORDER BY reach.scope

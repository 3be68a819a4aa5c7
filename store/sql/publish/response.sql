-- One row a place, period and role: how many answered, and how many were invited where that is known for every unit.
-- by_source: a source of figures hid all that it has about the place.
WITH responded AS (
    SELECT spot, count(*) AS responded, false AS by_source
    FROM (
        SELECT DISTINCT respondent_spot.spot, respondent_spot.respondent
        FROM respondent_spot
        JOIN partial USING (respondent)
    )
    GROUP BY spot
    UNION ALL
    SELECT spot.spot, max(aggregate.n), bool_and(aggregate.hidden IS NOT NULL)
    FROM aggregate
    JOIN spot USING (municipality, service, unit, role, period)
    GROUP BY spot.spot
)
SELECT
    reach.scope,
    coalesce(sum(responded.responded), 0)::INTEGER AS n,
    CASE WHEN count(*) = count(known.invited) THEN sum(known.invited)::INTEGER END AS invited,
    coalesce(bool_and(responded.by_source), false) AS by_source
FROM reach
LEFT JOIN responded USING (spot)
LEFT JOIN invited_of_spot AS known USING (spot)
GROUP BY reach.scope
ORDER BY reach.scope

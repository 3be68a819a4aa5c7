-- One row a place, period and role: how many answered, and how many were invited where that is known for every unit.
-- by_source: a source of figures hid all that it has about the place. The former columns are the release before's.
WITH told AS (
    SELECT spot, responded, false AS by_source FROM responded
    UNION ALL
    SELECT spot.spot, max(aggregate.n), bool_and(aggregate.hidden IS NOT NULL)
    FROM aggregate
    JOIN spot USING (municipality, service, unit, role, period)
    GROUP BY spot.spot
)
SELECT
    reach.scope,
    coalesce(sum(told.responded), 0)::INTEGER AS n,
    CASE WHEN count(*) = count(known.invited) THEN sum(known.invited)::INTEGER END AS invited,
    coalesce(bool_and(told.by_source), false) AS by_source,
    any_value(former.n) AS told_n, any_value(former.invited) AS told_invited,
    coalesce(bool_and(former.hidden = 'few'), false) AS was_hidden, any_value(former.as_of) AS told_as_of
FROM reach
LEFT JOIN told USING (spot)
LEFT JOIN invited_of_spot AS known USING (spot)
LEFT JOIN former_response AS former USING (scope)
GROUP BY reach.scope
ORDER BY reach.scope

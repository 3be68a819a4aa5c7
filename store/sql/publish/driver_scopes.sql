-- One row a service (of a municipality, or of all together), role and year with enough respondents to look into how
-- their answers go together: the newest years of each only, and the newest of all together, which few look at. What has
-- the same batch is looked into at once.
CREATE OR REPLACE TEMP TABLE driver_scope AS
WITH answering AS (
    SELECT spot, count(*) AS respondents FROM respondent_spot GROUP BY spot
),
placed AS (
    SELECT scope.scope, scope.place, scope.period, scope.role, spot.service, sum(answering.respondents) AS respondents
    FROM answering
    JOIN spot USING (spot)
    JOIN reach USING (spot)
    JOIN scope ON scope.scope = reach.scope AND scope.period = spot.year AND scope.role = spot.role
    WHERE scope.place IN (concat_ws('/', spot.municipality, spot.service), concat_ws('/', 'all', spot.service))
    GROUP BY ALL
),
newest AS (
    SELECT *
    FROM placed
    QUALIFY row_number() OVER (PARTITION BY place, role ORDER BY period DESC)
        <= CASE WHEN starts_with(place, 'all/') THEN 1 ELSE getvariable('newest_years') END
)
SELECT scope, concat_ws(' ', place, period, role) AS name,
    (sum(respondents) OVER (ORDER BY service, role, period) // getvariable('respondents_at_once'))::INTEGER AS batch
FROM newest
WHERE respondents >= getvariable('least_respondents');

-- One row a scope of these and spot in it: unit is a number for the place that answers are compared within.
CREATE OR REPLACE TEMP TABLE driver_spot AS
SELECT driver_scope.batch, scope, reach.spot,
    dense_rank() OVER (ORDER BY spot.municipality, spot.service, spot.unit)::INTEGER AS unit
FROM driver_scope
JOIN reach USING (scope)
JOIN spot USING (spot);

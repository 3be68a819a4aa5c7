-- One row a service (of a municipality, or of all together), role and year with enough respondents to look into how
-- their answers go together: the newest years of each only. What has the same batch is looked into at once.
CREATE OR REPLACE TEMP TABLE driver_scope AS
WITH answering AS (
    SELECT municipality, service, role, year, count(*) AS respondents FROM respondent GROUP BY ALL
),
placed AS (
    SELECT concat_ws('/', municipality, service) AS place, * FROM answering
    UNION ALL
    SELECT concat_ws('/', 'all', service), * FROM answering
),
grouped AS (
    SELECT service, role, year, sum(respondents) AS respondents FROM answering GROUP BY ALL
),
batched AS (
    SELECT service, role, year,
        sum(respondents) OVER (ORDER BY service, role, year) // getvariable('respondents_at_once') AS batch
    FROM grouped
),
reached AS (
    SELECT scope.scope, scope.place, scope.period, scope.role, placed.service, sum(placed.respondents) AS respondents
    FROM placed
    JOIN scope ON scope.place = placed.place AND scope.period = placed.year AND scope.role = placed.role
    GROUP BY ALL
),
newest AS (
    SELECT *
    FROM reached
    QUALIFY row_number() OVER (PARTITION BY place, role ORDER BY period DESC) <= getvariable('newest_years')
)
SELECT newest.scope, newest.place, newest.period, newest.role, newest.service, batched.batch
FROM newest
JOIN batched
    ON batched.service = newest.service AND batched.role = newest.role AND batched.year = newest.period
WHERE newest.respondents >= getvariable('least_respondents');

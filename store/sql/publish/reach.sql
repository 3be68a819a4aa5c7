-- A scope is a place, period and role that answers are counted for. Roles stay apart at units and services; a
-- municipality has cells for everyone too where there are several roles. All municipalities together are a place
-- where there are several.
CREATE OR REPLACE TEMP TABLE place_of_spot AS
WITH several AS (
    SELECT count(DISTINCT municipality) > 1 AS municipalities, count(DISTINCT role) > 1 AS roles FROM spot
),
levels AS (
    SELECT spot, 'unit' AS level, municipality, service, unit, role FROM spot WHERE unit <> ''
    UNION ALL
    SELECT spot, 'service', municipality, service, '', role FROM spot
    UNION ALL
    SELECT spot, 'municipality', municipality, '', '', role FROM spot
    UNION ALL
    SELECT spot, 'municipality', municipality, '', '', 'everyone' FROM spot, several WHERE several.roles
    UNION ALL
    SELECT spot, 'service', 'all', service, '', role FROM spot, several WHERE several.municipalities
    UNION ALL
    SELECT spot, 'municipality', 'all', '', '', role FROM spot, several WHERE several.municipalities
    UNION ALL
    SELECT spot, 'municipality', 'all', '', '', 'everyone' FROM spot, several
    WHERE several.municipalities AND several.roles
)
SELECT levels.spot, levels.level, concat_ws('/', levels.municipality, nullif(service, ''), nullif(unit, '')) AS place,
    levels.municipality, service, unit, levels.role
FROM levels;

-- One row a scope; the scopes of one portion are decided about together. Of all municipalities together there are years
-- only.
CREATE OR REPLACE TEMP TABLE scope AS
WITH period_of_spot AS (
    SELECT spot, period, year FROM spot
    UNION
    SELECT spot, year, year FROM spot
),
numbered AS (
    SELECT row_number() OVER (ORDER BY place, period, role)::INTEGER AS scope, *
    FROM (
        SELECT DISTINCT place, period, place_of_spot.role, place_of_spot.municipality, place_of_spot.service,
            place_of_spot.unit, year
        FROM place_of_spot
        JOIN period_of_spot USING (spot)
        WHERE place_of_spot.municipality <> 'all' OR period = year
    )
),
-- Whole municipalities, so that all that could be subtracted from each other is in one portion. All of them together are
-- in none: their figures are sums of what is shown of each.
portion_of_municipality AS (
    SELECT municipality,
        ((sum(count(*)) OVER (ORDER BY municipality) - count(*)) * (SELECT count(*) FROM measure))
            // getvariable('cells_at_once') AS portion
    FROM numbered
    WHERE municipality <> 'all'
    GROUP BY municipality
)
SELECT numbered.*, portion_of_municipality.portion::INTEGER AS portion
FROM numbered
LEFT JOIN portion_of_municipality USING (municipality);

-- One row a spot and scope that it counts in.
CREATE OR REPLACE TEMP TABLE reach AS
WITH period_of_spot AS (
    SELECT spot, period FROM spot
    UNION
    SELECT spot, year FROM spot
)
SELECT place_of_spot.spot, scope.scope, scope.portion
FROM place_of_spot
JOIN period_of_spot USING (spot)
JOIN scope USING (place, period, role);

-- Scopes that rest on the same uploads have the same scales: one row a scope that rests on any.
CREATE OR REPLACE TEMP TABLE scope_basis AS
WITH uploads_of_scope AS (
    SELECT reach.scope, list_sort(list(DISTINCT upload_of_spot.upload)) AS uploads
    FROM reach
    JOIN (
        SELECT DISTINCT spot, upload FROM respondent_spot
        UNION
        SELECT DISTINCT spot.spot, aggregate.upload
        FROM aggregate
        JOIN spot USING (municipality, service, unit, role, period)
    ) AS upload_of_spot USING (spot)
    GROUP BY reach.scope
)
SELECT scope, uploads, dense_rank() OVER (ORDER BY uploads)::INTEGER AS basis FROM uploads_of_scope;

-- One row a basis and measure: the scale, missing where the questions behind have different ones.
CREATE OR REPLACE TEMP TABLE scale AS
SELECT told.basis, membership.measure_no,
    CASE WHEN min(scale_min) = max(scale_min) AND min(scale_max) = max(scale_max) THEN min(scale_min) END AS scale_min,
    CASE WHEN min(scale_min) = max(scale_min) AND min(scale_max) = max(scale_max) THEN min(scale_max) END AS scale_max
FROM (SELECT basis, unnest(uploads) AS upload FROM (SELECT DISTINCT basis, uploads FROM scope_basis)) AS told
JOIN (
    SELECT upload, measure_no, min(scale_min) AS scale_min, max(scale_max) AS scale_max FROM membership GROUP BY ALL
) AS membership USING (upload)
GROUP BY ALL;

-- One row a scope and measure of which a source of figures hid something itself.
CREATE OR REPLACE TEMP TABLE source_hidden AS
SELECT DISTINCT reach.scope, reach.portion, membership.measure_no
FROM aggregate
JOIN spot USING (municipality, service, unit, role, period)
JOIN reach USING (spot)
JOIN membership USING (question)
WHERE aggregate.hidden IS NOT NULL;

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

CREATE OR REPLACE TEMP TABLE reach AS
WITH period_of_spot AS (
    SELECT spot, period FROM spot
    UNION
    SELECT spot, year FROM spot
),
keyed AS (
    SELECT place_of_spot.spot, place_of_spot.place, period_of_spot.period, place_of_spot.role
    FROM place_of_spot
    JOIN period_of_spot USING (spot)
),
scope AS (
    SELECT row_number() OVER (ORDER BY place, period, role)::INTEGER AS scope, * FROM (SELECT DISTINCT place, period, role FROM keyed)
)
SELECT keyed.spot, scope.scope, scope.place, scope.period, scope.role
FROM keyed
JOIN scope USING (place, period, role);

CREATE OR REPLACE TEMP TABLE scope AS
SELECT DISTINCT scope, place, period, role FROM reach;

-- A spot is a unit, role and period: the finest place where answers are counted together.
CREATE OR REPLACE TEMP TABLE spot AS
SELECT row_number() OVER (ORDER BY municipality, service, unit, role, period)::INTEGER AS spot, *
FROM (
    SELECT municipality, service, unit, role, period, year FROM respondent
    UNION
    SELECT municipality, service, unit, role, period, year FROM aggregate
    UNION
    SELECT municipality, service, unit, role, period, year FROM invited
);

CREATE OR REPLACE TEMP TABLE respondent_spot AS
SELECT respondent.respondent, respondent.upload, spot.spot
FROM respondent
JOIN spot USING (municipality, service, unit, role, period);

-- A measure is an item, or a group of items: a dimension, a level, a dimension at a level, or all of them.
CREATE OR REPLACE TEMP TABLE measure AS
SELECT row_number() OVER (ORDER BY kind, measure)::SMALLINT AS measure_no, *
FROM (
    SELECT DISTINCT 'item:' || item AS measure, 'item' AS kind, item, NULL AS dimension, NULL AS level FROM question
    UNION
    SELECT DISTINCT 'dimension:' || dimension, 'dimension', NULL, dimension, NULL FROM question
    UNION
    SELECT DISTINCT 'level:' || level, 'level', NULL, NULL, level FROM question
    UNION
    SELECT DISTINCT 'dimension_level:' || dimension || '/' || level, 'dimension_level', NULL, dimension, level
    FROM question
    UNION
    SELECT DISTINCT 'overall', 'overall', NULL, NULL, NULL FROM question
);

-- One row a question and a group of items it belongs to.
CREATE OR REPLACE TEMP TABLE membership AS
SELECT question.question, question.upload, question.scale_min, question.scale_max, measure.measure_no, measure.kind
FROM question
JOIN measure
    ON measure.item = question.item
    OR (
        measure.kind <> 'item'
        AND (measure.dimension IS NULL OR measure.dimension = question.dimension)
        AND (measure.level IS NULL OR measure.level = question.level)
    );

-- One row a spot: how many were invited, as the newest upload has it.
CREATE OR REPLACE TEMP TABLE invited_of_spot AS
SELECT spot.spot, arg_max(told.invited, told.upload)::INTEGER AS invited
FROM (
    SELECT upload, municipality, service, unit, role, period, sum(invited) AS invited FROM invited GROUP BY ALL
) AS told
JOIN spot USING (municipality, service, unit, role, period)
GROUP BY spot.spot;

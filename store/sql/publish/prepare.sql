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

-- A part is a dimension at a level: every group of items is a sum of parts.
CREATE OR REPLACE TEMP TABLE part AS
SELECT row_number() OVER (ORDER BY dimension, level)::SMALLINT AS part, dimension, level
FROM (SELECT DISTINCT dimension, level FROM question);

-- One row a question: its item, its part, and how a value becomes a point on the 0-100 index.
CREATE OR REPLACE TEMP TABLE asked_question AS
SELECT
    question.question, membership.measure_no, part.part,
    question.scale_min::DOUBLE AS low, 100.0 / (question.scale_max - question.scale_min) AS step
FROM question
JOIN part USING (dimension, level)
JOIN membership ON membership.question = question.question AND membership.kind = 'item';

-- One row a group of items. Groups of the same parts, as a dimension that is asked about at one level, are counted once:
-- basis is the first of them.
CREATE OR REPLACE TEMP TABLE basis AS
SELECT measure_no, min(measure_no) OVER (PARTITION BY parts) AS basis, parts
FROM (
    SELECT measure.measure_no, list(part.part ORDER BY part.part) AS parts
    FROM measure
    JOIN part
        ON (measure.dimension IS NULL OR measure.dimension = part.dimension)
        AND (measure.level IS NULL OR measure.level = part.level)
    WHERE measure.kind <> 'item'
    GROUP BY ALL
);

-- One row an upload and group of items: how many of its questions it has.
CREATE OR REPLACE TEMP TABLE asked AS
SELECT upload, measure_no, count(*) AS items FROM membership WHERE kind <> 'item' GROUP BY ALL;

-- One row a value of a background variable: group_no numbers them all, variable the variables.
CREATE OR REPLACE TEMP TABLE background_value AS
SELECT row_number() OVER (ORDER BY variable, value)::SMALLINT AS group_no,
    dense_rank() OVER (ORDER BY variable)::SMALLINT AS variable,
    variable AS variable_name, value, variable || '=' || value AS grouping_value
FROM (SELECT DISTINCT variable, value FROM background);

-- What is counted of the answers at each spot, some spots at a time.
-- One row a spot: how many answered anything.
CREATE OR REPLACE TEMP TABLE responded (spot INTEGER, responded INTEGER);

-- One row a spot, item and scale point: how many chose it.
CREATE OR REPLACE TEMP TABLE value_count (spot INTEGER, measure_no SMALLINT, value SMALLINT, n INTEGER);

-- One row a spot and measure (several where sources of figures tell of it too). squares is missing where a source tells
-- no spread.
CREATE OR REPLACE TEMP TABLE moment (
    spot INTEGER, measure_no SMALLINT, n INTEGER, total DOUBLE, squares DOUBLE, dont_know INTEGER, not_applicable INTEGER
);

-- One row a spot, value of a background variable and group of items.
CREATE OR REPLACE TEMP TABLE group_moment (
    spot INTEGER, group_no SMALLINT, measure_no SMALLINT, n INTEGER, total DOUBLE, squares DOUBLE
);

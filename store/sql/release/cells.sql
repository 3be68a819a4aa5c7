-- One row a cell of a municipality (everybody, no groups), by place, period, role and measure, with the latest earlier
-- year that has a figure for the same place, role and measure. raw is the mean in scale units where the questions
-- behind have one scale. severity is what the codebooks say against the comparison: the weakest
-- verdict on any step between the two years, 1 with reservation, 2 not judged, 3 not at all.
WITH own AS (
    SELECT scope.scope, scope.place, scope.period, scope.role, period.year, period.kind AS period_kind,
        place.level AS place_level, place.municipality, place.service, place.unit
    FROM scope
    JOIN period USING (period)
    JOIN place USING (place)
    WHERE place.municipality = $municipality
),
figure AS (
    SELECT own.*, cell.* EXCLUDE (scope)
    FROM own
    JOIN cell USING (scope)
    WHERE cell.grouping_value = ''
),
former AS (
    SELECT place, role, measure_no, period, year, n, mean, sd, se, df
    FROM figure
    WHERE period_kind = 'year' AND hidden IS NULL
),
told AS (
    SELECT comparability.service, comparability.role, comparability.item, wording.dimension, wording.level,
        comparability.from_period, comparability.to_period,
        list_position(['with_reservation', 'not_judged', 'no'], comparability.verdict) AS severity
    FROM comparability
    JOIN wording USING (service, role, item)
)
SELECT
    figure.place, figure.period, figure.role, figure.place_level, figure.municipality, figure.service, figure.unit,
    measure.measure, measure.kind, measure.item, measure.dimension, measure.level AS participation,
    figure.n, figure.invited, figure.mean, figure.lower, figure.upper, figure.sd, figure.se, figure.df,
    figure.pooled_mean, figure.method, figure.dont_know, figure.not_applicable,
    figure.scale_min, figure.scale_max, figure.hidden,
    CASE WHEN measure.kind = 'item' THEN figure.mean
        ELSE figure.scale_min + figure.mean / 100 * (figure.scale_max - figure.scale_min) END AS raw,
    former.period AS former_period, former.n AS former_n, former.mean AS former_mean, former.sd AS former_sd,
    former.se AS former_se, former.df AS former_df,
    coalesce((
        SELECT max(told.severity)
        FROM told
        WHERE told.service = figure.service
            AND told.role = figure.role
            -- By year: a verdict on an edition of a month concerns the year that holds it.
            AND left(told.from_period, 4) >= left(former.period, 4)
            AND left(told.to_period, 4) <= left(figure.period, 4)
            AND (measure.item IS NULL OR told.item = measure.item)
            AND (measure.dimension IS NULL OR told.dimension = measure.dimension)
            AND (measure.level IS NULL OR told.level = measure.level)
    ), 0) AS severity
FROM figure
JOIN measure USING (measure_no)
ASOF LEFT JOIN former
    ON figure.place = former.place
    AND figure.role = former.role
    AND figure.measure_no = former.measure_no
    AND figure.year > former.year
ORDER BY figure.place, figure.period, figure.role, figure.measure_no

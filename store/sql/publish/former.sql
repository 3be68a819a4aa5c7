-- What the release before told, at the numbers of this one: scope, group_no and measure_no. as_of is when a figure is from.
CREATE OR REPLACE TEMP TABLE former_scope AS
SELECT scope.scope, former.scope AS former_scope
FROM former.scope AS former
JOIN scope USING (place, period, role);

CREATE OR REPLACE TEMP TABLE former_measure AS
SELECT measure.measure_no, former.measure_no AS former_measure_no
FROM former.measure AS former
JOIN measure USING (measure);

CREATE OR REPLACE TEMP TABLE former_response AS
SELECT former_scope.scope, former.n, former.invited,
    CASE WHEN apart.measure IS NULL THEN former.hidden END AS hidden,
    coalesce(former.as_of, (SELECT created FROM former.release)) AS as_of
FROM former.response AS former
JOIN former_scope ON former_scope.former_scope = former.scope
JOIN scope ON scope.scope = former_scope.scope
LEFT JOIN apart
    ON apart.place = scope.place AND apart.period = scope.period AND apart.role = scope.role
    AND apart.measure = 'respondents';

CREATE OR REPLACE TEMP TABLE former_cell AS
SELECT
    former_scope.scope, former_measure.measure_no, coalesce(background_value.group_no, 0)::SMALLINT AS group_no,
    former.* EXCLUDE (scope, measure_no, as_of) REPLACE (CASE WHEN apart.measure IS NULL THEN former.hidden END AS hidden),
    coalesce(former.as_of, (SELECT created FROM former.release)) AS as_of
FROM former.cell AS former
JOIN former_scope ON former_scope.former_scope = former.scope
JOIN former_measure ON former_measure.former_measure_no = former.measure_no
LEFT JOIN background_value ON background_value.grouping_value = former.grouping_value
JOIN scope ON scope.scope = former_scope.scope
JOIN measure ON measure.measure_no = former_measure.measure_no
LEFT JOIN apart
    ON apart.place = scope.place AND apart.period = scope.period AND apart.role = scope.role
    AND apart.measure = measure.measure AND apart."grouping" = former.grouping_value
WHERE former.grouping_value = '' OR background_value.group_no IS NOT NULL;

CREATE OR REPLACE TEMP TABLE former_distribution AS
SELECT former_scope.scope, former_measure.measure_no, former.value, former.n
FROM former.distribution AS former
JOIN former_scope ON former_scope.former_scope = former.scope
JOIN former_measure ON former_measure.former_measure_no = former.measure_no;

-- How answers went together, and how well questions measured one thing.
CREATE OR REPLACE TEMP TABLE former_driver AS
SELECT former_scope.scope, former_measure.measure_no, former.* EXCLUDE (scope, measure_no)
FROM former.driver AS former
JOIN former_scope ON former_scope.former_scope = former.scope
JOIN former_measure ON former_measure.former_measure_no = former.measure_no;

CREATE OR REPLACE TEMP TABLE former_driver_moment AS
SELECT former_scope.scope, least(one.measure_no, other.measure_no) AS measure_no,
    greatest(one.measure_no, other.measure_no) AS other_no, former.correlation
FROM former.driver_moment AS former
JOIN former_scope ON former_scope.former_scope = former.scope
JOIN former_measure AS one ON one.former_measure_no = former.measure_no
JOIN former_measure AS other ON other.former_measure_no = former.other_no;

CREATE OR REPLACE TEMP TABLE former_reliability AS
SELECT former_scope.scope, former_measure.measure_no, former.* EXCLUDE (scope, measure_no)
FROM former.reliability AS former
JOIN former_scope ON former_scope.former_scope = former.scope
JOIN former_measure ON former_measure.former_measure_no = former.measure_no;

CREATE OR REPLACE TEMP TABLE former_item_reliability AS
SELECT former_scope.scope, item.measure_no, dimension.measure_no AS dimension_no,
    former.* EXCLUDE (scope, measure_no, dimension_no)
FROM former.item_reliability AS former
JOIN former_scope ON former_scope.former_scope = former.scope
JOIN former_measure AS item ON item.former_measure_no = former.measure_no
JOIN former_measure AS dimension ON dimension.former_measure_no = former.dimension_no;

-- Hide cells of the unfinished release: scope, grouping_value, measure_no (0 is the number of respondents) and unlisted of
-- "withheld". With a cell goes all that is told of the same answers.
UPDATE unfinished.cell SET
    n = NULL, invited = NULL, mean = NULL, lower = NULL, upper = NULL, sd = NULL, se = NULL, df = NULL,
    pooled_mean = NULL, method = NULL, dont_know = NULL, not_applicable = NULL, as_of = NULL, hidden = 'few'
FROM withheld
WHERE cell.scope = withheld.scope AND cell.grouping_value = withheld.grouping_value
    AND cell.measure_no = withheld.measure_no AND NOT withheld.unlisted;

DELETE FROM unfinished.cell USING withheld
WHERE cell.scope = withheld.scope AND cell.grouping_value = withheld.grouping_value
    AND cell.measure_no = withheld.measure_no AND withheld.unlisted;

DELETE FROM unfinished.distribution USING withheld
WHERE distribution.scope = withheld.scope AND distribution.measure_no = withheld.measure_no
    AND withheld.grouping_value = '';

UPDATE unfinished.response SET n = NULL, invited = NULL, as_of = NULL, hidden = 'few'
FROM withheld
WHERE response.scope = withheld.scope AND withheld.measure_no = 0 AND NOT withheld.unlisted;

DELETE FROM unfinished.response USING withheld
WHERE response.scope = withheld.scope AND withheld.measure_no = 0 AND withheld.unlisted;

-- What explains the overall assessment of a service rests on all its dimensions.
DELETE FROM unfinished.driver USING withheld
WHERE driver.scope = withheld.scope AND withheld.grouping_value = '';

DELETE FROM unfinished.driver_moment USING withheld
WHERE driver_moment.scope = withheld.scope AND withheld.grouping_value = '';

DELETE FROM unfinished.reliability USING withheld
WHERE reliability.scope = withheld.scope AND withheld.grouping_value = '';

DELETE FROM unfinished.item_reliability USING withheld
WHERE item_reliability.scope = withheld.scope AND withheld.grouping_value = '';

-- An upload with a service whose number of respondents is hidden tells of no numbers, as where that was decided before.
CREATE OR REPLACE TEMP TABLE untold_upload AS
SELECT DISTINCT source_place.upload
FROM withheld
JOIN unfinished.scope AS own ON own.scope = withheld.scope
JOIN unfinished.source_place AS source_place
    ON source_place.role = own.role AND source_place.period = own.period
    AND (source_place.place = own.place OR starts_with(source_place.place, own.place || '/'))
WHERE withheld.measure_no = 0 AND own.place LIKE '%/%' AND own.place NOT LIKE '%/%/%';

UPDATE unfinished.source SET
    rows_read = NULL, rows_kept = NULL, rows_quarantined = NULL, respondents = NULL, answers = NULL
FROM untold_upload
WHERE source.upload = untold_upload.upload;

DELETE FROM unfinished.source_finding USING untold_upload WHERE source_finding.upload = untold_upload.upload;

DELETE FROM unfinished.source_question USING untold_upload WHERE source_question.upload = untold_upload.upload;

DROP TABLE untold_upload;

-- Comments stand where the number of respondents does; a comment that stands nowhere is not in the release.
DELETE FROM unfinished.comment_scope USING withheld
WHERE comment_scope.scope = withheld.scope AND withheld.measure_no = 0;

DELETE FROM unfinished.comment_theme WHERE comment_no NOT IN (SELECT comment_no FROM unfinished.comment_scope);

DELETE FROM unfinished.comment WHERE comment_no NOT IN (SELECT comment_no FROM unfinished.comment_scope);

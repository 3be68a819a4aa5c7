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

-- Comments stand where the number of respondents does; a comment that stands nowhere is not in the release.
DELETE FROM unfinished.comment_scope USING withheld
WHERE comment_scope.scope = withheld.scope AND withheld.measure_no = 0;

DELETE FROM unfinished.comment_theme WHERE comment_no NOT IN (SELECT comment_no FROM unfinished.comment_scope);

DELETE FROM unfinished.comment WHERE comment_no NOT IN (SELECT comment_no FROM unfinished.comment_scope);

-- Questions were inserted just before, so the item's name finds its number.
INSERT INTO answer
SELECT
    $first_respondent + new_answers.respondent,
    asked.question,
    CASE WHEN isnan(new_answers.value) THEN NULL ELSE new_answers.value END,
    new_answers.missing::VARCHAR::missing_reason
FROM new_answers
JOIN (SELECT item, question FROM question WHERE upload = $upload) AS asked
    ON asked.item = new_answers.item

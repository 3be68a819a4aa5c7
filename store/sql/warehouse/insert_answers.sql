-- Questions were inserted just before, so the item's name finds its number.
INSERT INTO answer
SELECT $first_respondent + new_rows.respondent, asked.question, new_rows.value, new_rows.missing::missing_reason
FROM new_rows
JOIN (
    SELECT new_items.item, question.question
    FROM new_items
    JOIN question ON question.upload = $upload AND question.item = new_items.name
) AS asked USING (item)

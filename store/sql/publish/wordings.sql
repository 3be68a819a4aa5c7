-- One row an item, service and role: the latest wording, with the scale's labels.
WITH asked AS (
    SELECT DISTINCT upload, service, role, year FROM respondent
    UNION
    SELECT DISTINCT upload, service, role, year FROM aggregate
)
SELECT
    question.item, asked.service, asked.role,
    arg_max(question.dimension, (asked.year, question.upload)) AS dimension,
    arg_max(question.level, (asked.year, question.upload)) AS level,
    arg_max(question.scale_min, (asked.year, question.upload)) AS scale_min,
    arg_max(question.scale_max, (asked.year, question.upload)) AS scale_max,
    arg_max(question.reversed, (asked.year, question.upload)) AS reversed,
    arg_max(question.text, (asked.year, question.upload)) AS text,
    arg_max(question.labels, (asked.year, question.upload)) AS labels,
    min(question.question) AS sort
FROM question
JOIN asked USING (upload)
GROUP BY ALL

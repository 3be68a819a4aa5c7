-- One row an upload and question: how the respondents answered it. Uploads of so few that a number would be somebody
-- are left out.
SELECT tally.upload, tally.item, answered, dont_know, not_applicable, unanswered, unusable
FROM tally
JOIN upload USING (upload)
WHERE upload.replaced_by IS NULL AND upload.respondents >= $least
ORDER BY tally.upload, tally.number

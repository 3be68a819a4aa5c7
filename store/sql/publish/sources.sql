-- One row an upload that the release rests on.
SELECT instrument, edition, title, adapter, received, rows_read, rows_kept, rows_quarantined, respondents, answers, sample
FROM upload
WHERE replaced_by IS NULL AND kind = 'answers'
ORDER BY instrument, edition

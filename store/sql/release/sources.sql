-- One row an upload behind the release.
SELECT instrument, edition, title, adapter, received, rows_read, rows_kept, rows_quarantined, respondents, answers
FROM source
ORDER BY instrument, edition

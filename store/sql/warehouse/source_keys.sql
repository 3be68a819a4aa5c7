-- One row a respondent of the given uploads that has a key of its source.
SELECT source_key FROM respondent
WHERE upload IN (SELECT unnest($uploads::INTEGER[])) AND source_key IS NOT NULL

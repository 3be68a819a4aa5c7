-- One row a respondent behind the scopes of one batch: row numbers them.
CREATE OR REPLACE TEMP TABLE driver_respondent AS
WITH wanted AS (
    SELECT spot FROM driver_spot WHERE batch = getvariable('batch')
)
SELECT respondent, upload, spot, row_number() OVER (ORDER BY respondent) - 1 AS row
FROM respondent_spot
SEMI JOIN wanted USING (spot);

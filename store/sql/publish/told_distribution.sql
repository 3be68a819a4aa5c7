-- One row a cell and scale point as the release has them.
CREATE OR REPLACE TEMP VIEW told_distribution AS
FROM distribution ANTI JOIN alike USING (scope, measure_no);

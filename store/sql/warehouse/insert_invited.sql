INSERT INTO invited
SELECT $upload, municipality, service, unit, unit_name, role, period, year, invited FROM new_rows

-- Where a dimension's figure stands as the release before told it, so does how the answers behind it go together: what a
-- few new answers change would tell of them.
CREATE OR REPLACE TEMP TABLE standing AS
SELECT DISTINCT cell.scope
FROM unfinished.cell
JOIN unfinished.measure USING (measure_no)
WHERE cell.as_of IS NOT NULL AND cell.grouping_value = '' AND measure.kind = 'dimension'
    AND (
        cell.scope IN (SELECT scope FROM former_driver) OR cell.scope IN (SELECT scope FROM former_reliability)
    );

DELETE FROM unfinished.driver WHERE scope IN (FROM standing);

DELETE FROM unfinished.driver_moment WHERE scope IN (FROM standing);

DELETE FROM unfinished.reliability WHERE scope IN (FROM standing);

DELETE FROM unfinished.item_reliability WHERE scope IN (FROM standing);

INSERT INTO unfinished.driver BY NAME FROM former_driver WHERE scope IN (FROM standing);

INSERT INTO unfinished.driver_moment BY NAME FROM former_driver_moment WHERE scope IN (FROM standing);

INSERT INTO unfinished.reliability BY NAME FROM former_reliability WHERE scope IN (FROM standing);

INSERT INTO unfinished.item_reliability BY NAME FROM former_item_reliability WHERE scope IN (FROM standing);

DROP TABLE standing;

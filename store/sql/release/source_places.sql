-- One row a place and period of an upload, and whether no other upload has answers there.
SELECT mine.place, mine.period, NOT EXISTS (
    FROM source_place AS other
    WHERE other.upload <> mine.upload AND other.place = mine.place AND other.period = mine.period
) AS alone
FROM source_place AS mine
WHERE mine.upload = $upload
ORDER BY ALL

-- How many answers what is told beside the figures rests on is not told in the scopes of "uncounted".
UPDATE unfinished.driver SET n = NULL FROM uncounted WHERE driver.scope = uncounted.scope;

UPDATE unfinished.reliability SET n = NULL FROM uncounted WHERE reliability.scope = uncounted.scope;

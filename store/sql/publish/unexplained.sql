-- How answers go together is not told in the scopes of "unexplained", only that it is not.
DELETE FROM unfinished.driver_moment USING unexplained WHERE driver_moment.scope = unexplained.scope;

UPDATE unfinished.driver SET
    n = NULL, share = NULL, lower = NULL, upper = NULL, "first" = NULL, lmg = NULL, r_squared = NULL,
    reason = 'hidden_units'
FROM unexplained
WHERE driver.scope = unexplained.scope AND driver.reason IS DISTINCT FROM 'seldom';

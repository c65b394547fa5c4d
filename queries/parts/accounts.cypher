// about: One row an account, with account (its node) and tier: the given one, else by the care policy.
// parameter: tiers table = policy tiers
MATCH (c:Company)
WHERE c.party IN ['customer', 'prospect'] AND c.earnings_value IS NOT NULL
  AND coalesce(c.valid_from, $as_of) <= $as_of AND coalesce(c.valid_to, $as_of) >= $as_of
WITH c.earnings_value * coalesce($tiers.rate[c.currency], 1.0) AS value
WHERE value > 0
WITH value, sum(value) AS total ORDER BY value DESC
WITH collect({value: value, total: total}) AS shares
WITH shares, reduce(sum = 0.0, x IN shares | sum + x.total) AS everything
WITH reduce(s = {before: 0.0, a: null, b: null}, x IN shares | {
  before: s.before + x.total,
  a: CASE WHEN s.before < $tiers.A * everything THEN x.value ELSE s.a END,
  b: CASE WHEN s.before < $tiers.B * everything THEN x.value ELSE s.b END
}) AS least
WITH CASE WHEN $tiers.rule = 'threshold' THEN $tiers.A ELSE least.a END AS least_a,
     CASE WHEN $tiers.rule = 'threshold' THEN $tiers.B ELSE least.b END AS least_b
MATCH (account:Company|Organisation)
WHERE (account.party IN ['customer', 'prospect'] OR account.tier IS NOT NULL)
  AND coalesce(account.party, 'other') <> 'own'
  AND coalesce(account.valid_from, $as_of) <= $as_of AND coalesce(account.valid_to, $as_of) >= $as_of
WITH account, account.earnings_value * coalesce($tiers.rate[account.currency], 1.0) AS value, least_a, least_b
WITH account, value, CASE
  WHEN account.tier IS NOT NULL THEN account.tier
  WHEN account.party = 'prospect' OR coalesce(value, 0) <= 0 THEN 'C'
  WHEN value >= least_a THEN 'A'
  WHEN value >= least_b THEN 'B'
  ELSE 'C'
END AS tier

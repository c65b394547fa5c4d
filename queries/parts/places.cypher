// about: The accounts with their tier: the given one, else by what they are worth. One more row has no
//   account: for those with whom so many contacts a year were agreed and who belong to none.
// parameter: tiers table = policy tiers
CALL () {
  OPTIONAL MATCH (customer:Company)
  WHERE customer.party IN ['customer', 'prospect'] AND customer.earnings_value > 0
    AND coalesce(customer.valid_from, $as_of) <= $as_of AND coalesce(customer.valid_to, $as_of) >= $as_of
  WITH customer.earnings_value * coalesce($tiers.rate[customer.currency], 1.0) AS value
  WITH value, sum(value) AS worth ORDER BY value DESC
  WITH collect(CASE WHEN value > 0 THEN [value, worth] END) AS steps
  WITH steps, reduce(total = 0.0, step IN steps | total + step[1]) AS total
  WITH reduce(line = {reached: 0.0, a: null, b: null}, step IN steps | {
    reached: line.reached + step[1],
    a: CASE WHEN line.reached < $tiers.A * total THEN step[0] ELSE line.a END,
    b: CASE WHEN line.reached < $tiers.B * total THEN step[0] ELSE line.b END
  }) AS line
  RETURN CASE WHEN $tiers.rule = 'threshold' THEN toFloat($tiers.A) ELSE line.a END AS least_of_a,
    CASE WHEN $tiers.rule = 'threshold' THEN toFloat($tiers.B) ELSE line.b END AS least_of_b
}
CALL () {
  MATCH (account:Company|Organisation)
  WHERE coalesce(account.valid_from, $as_of) <= $as_of AND coalesce(account.valid_to, $as_of) >= $as_of
    AND coalesce(account.party, 'other') <> 'own'
    AND (account.party IN ['customer', 'prospect'] OR account.tier IS NOT NULL)
  RETURN account
  UNION ALL
  RETURN null AS account
}
WITH least_of_a, least_of_b, account, account.earnings_value * coalesce($tiers.rate[account.currency], 1.0) AS value
WITH account, CASE
  WHEN account IS NULL OR account.tier IS NOT NULL THEN account.tier
  WHEN account.party = 'prospect' OR value IS NULL OR value <= 0 THEN 'C'
  WHEN value >= least_of_a THEN 'A'
  WHEN value >= least_of_b THEN 'B'
  ELSE 'C'
END AS tier

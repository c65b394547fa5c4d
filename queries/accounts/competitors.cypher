// title: Who at our accounts is tied to a competitor?
// title_de: Wer bei unseren Kunden ist einem Wettbewerber verbunden?
// uses: accounts
// parameter: account account = null
// returns: account_id, account, tier, person_id, person, roles, competitor_id, competitor, weight, since
WITH account, tier
WHERE $account IS NULL OR account.id = $account
MATCH (p:Person)-[w:WORKS_FOR]->(account)
WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH DISTINCT account, tier, p
MATCH (p)-[tie:TIED_TO]->(competitor:Company {party: 'competitor'})
WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  AND coalesce(competitor.valid_from, $as_of) <= $as_of AND coalesce(competitor.valid_to, $as_of) >= $as_of
OPTIONAL MATCH (p)-[r:PLAYS_ROLE]->(account)
WHERE coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
WITH account, tier, p, tie, competitor, r ORDER BY r.role
WITH account, tier, p, tie, competitor, collect(DISTINCT r.role) AS roles
RETURN account.id AS account_id, account.name AS account, tier, p.id AS person_id, p.name AS person, roles,
  competitor.id AS competitor_id, competitor.name AS competitor, tie.weight AS weight, tie.valid_from AS since
ORDER BY tier, account, account_id, person, person_id, competitor, competitor_id, tie.id

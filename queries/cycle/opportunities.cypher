// title: Which opportunities are open, and who plays which role in them?
// title_de: Welche Vorhaben sind offen, und wer spielt dabei welche Rolle?
// about: Roles at the opportunity itself; those at the account count for it too, see accounts/roles.
// about_de: Rollen beim Vorhaben selbst; die beim Kunden gelten dafür ebenso, siehe accounts/roles.
// uses: accounts
// parameter: account account = null
// returns: account_id, account, tier, opportunity_id, opportunity, stage, amount, currency, close_date, roles
WITH account, tier
WHERE $account IS NULL OR account.id = $account
MATCH (account)-[has:HAS_OPPORTUNITY]->(opportunity:Opportunity)
WHERE coalesce(opportunity.is_open, true)
  AND coalesce(has.valid_from, $as_of) <= $as_of AND coalesce(has.valid_to, $as_of) >= $as_of
  AND coalesce(opportunity.valid_from, $as_of) <= $as_of AND coalesce(opportunity.valid_to, $as_of) >= $as_of
WITH DISTINCT account, tier, opportunity
OPTIONAL MATCH (p:Person)-[r:PLAYS_ROLE]->(opportunity)
WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH account, tier, opportunity, p, r ORDER BY p.name, p.id, r.role, r.id
WITH account, tier, opportunity, collect(p.name + ': ' + r.role) AS roles
RETURN account.id AS account_id, account.name AS account, tier, opportunity.id AS opportunity_id,
  opportunity.name AS opportunity, opportunity.stage AS stage, opportunity.amount AS amount,
  opportunity.currency AS currency, opportunity.close_date AS close_date, roles
ORDER BY close_date, account, account_id, opportunity, opportunity_id

// title: Where do we not know anybody who decides?
// title_de: Wo kennen wir niemanden, der entscheidet?
// about: Open opportunities, and A and B accounts without one, where nobody is known in a role that the
//   care policy asks for; presumed deciders are not known ones.
// about_de: Offene Vorhaben, und A- und B-Kunden ohne Vorhaben, bei denen eine von der Betreuungsrichtlinie
//   verlangte Rolle unbekannt ist; vermutete Entscheider sind nicht bekannt.
// uses: accounts, role_holders
// parameter: account account = null
// parameter: tier tier = null
// parameter: missing_role table = policy missing_role
// returns: account_id, account, tier, opportunity, missing, opportunity_id
WITH account, tier, role, opportunity.id AS known_at WHERE NOT presumed
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
WITH account, tier, role, known_at ORDER BY role, known_at
WITH account, tier,
  collect(DISTINCT CASE WHEN known_at IS NULL THEN role END) AS known,
  collect(DISTINCT CASE WHEN known_at IS NOT NULL THEN [known_at, role] END) AS known_at_opportunities
OPTIONAL MATCH (account)-[has:HAS_OPPORTUNITY]->(opportunity:Opportunity)
WHERE coalesce(opportunity.is_open, true)
  AND coalesce(opportunity.valid_from, $as_of) <= $as_of AND coalesce(opportunity.valid_to, $as_of) >= $as_of
  AND coalesce(has.valid_from, $as_of) <= $as_of AND coalesce(has.valid_to, $as_of) >= $as_of
WITH DISTINCT account, tier, known, known_at_opportunities, opportunity
WHERE opportunity IS NOT NULL OR tier IN $missing_role.tiers_without_opportunity
WITH account, tier, opportunity, [role IN $missing_role.roles WHERE NOT role IN known
  AND NOT [coalesce(opportunity.id, ''), role] IN known_at_opportunities] AS missing
WHERE size(missing) > 0
RETURN account.id AS account_id, account.name AS account, tier, opportunity.name AS opportunity, missing, opportunity.id AS opportunity_id
ORDER BY account, account_id, opportunity, opportunity_id

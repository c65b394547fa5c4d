// title: Whom at our accounts could we not reach, having neither phone nor e-mail?
// title_de: Wen bei unseren Kunden könnten wir nicht erreichen, weil Telefon und E-Mail fehlen?
// uses: accounts, people
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, roles
WITH DISTINCT account, tier, p
WHERE ($tier IS NULL OR tier = $tier) AND p.email IS NULL AND p.phone IS NULL AND coalesce(p.contact_allowed, true)
OPTIONAL MATCH (p)-[r:PLAYS_ROLE]->(account)
WHERE coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
WITH account, tier, p, r ORDER BY r.role
WITH account, tier, p, collect(DISTINCT r.role) AS roles
RETURN account.id AS account_id, account.name AS account, tier, p.id AS person_id, p.name AS person, roles
ORDER BY tier, account, account_id, person, person_id

// title: Who decides at our accounts and is tied to a competitor?
// title_de: Wer entscheidet bei unseren Kunden und hat eine Verbindung zum Wettbewerb?
// about: Deciders and co-deciders, presumed ones included; all their competitors in one row.
// about_de: Entscheider und Mitentscheider, auch vermutete; alle ihre Wettbewerber in einer Zeile.
// uses: accounts, role_holders, co_deciding, levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, presumed, level, competitors
WITH * WHERE ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
MATCH (person)-[tie:TIED_TO]->(rival:Company {party: 'competitor'})
WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  AND coalesce(rival.valid_from, $as_of) <= $as_of AND coalesce(rival.valid_to, $as_of) >= $as_of
WITH account, tier, person, role, presumed, level, rival ORDER BY rival.name, rival.id
WITH account, tier, person, role, presumed, level, collect(DISTINCT rival.name) AS competitors
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, presumed, level,
  competitors
ORDER BY account, account_id, person, person_id

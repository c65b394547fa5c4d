// title: Whose relationship with us is not yet what it should be?
// title_de: Wessen Beziehung zu uns ist noch nicht so, wie sie sein soll?
// about: Assignments whose current relationship is below the desired one (1 vendor to 4 trusted advisor), told at
//   the account where the person counts most.
// about_de: Zuordnungen, deren heutige Beziehung unter der gewünschten liegt (1 Lieferant bis 4 Vertrauensperson), bei
//   dem Kunden, bei dem die Person am meisten zählt.
// uses: our_people, places, role_holders, third_parties, workers, belongings, main_account, levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, level, carer_id, carer, current, desired
MATCH (carer:Person)-[cares:CARES_FOR]->(person)
WHERE cares.current < cares.desired
  AND coalesce(cares.valid_from, $as_of) <= $as_of AND coalesce(cares.valid_to, $as_of) >= $as_of
  AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
  AND EXISTS {
    MATCH (carer)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
WITH account, tier, person, role, level, carer, cares ORDER BY cares.current, cares.id
WITH account, tier, person, role, level, carer, collect({current: cares.current, desired: cares.desired})[0] AS weakest
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level,
  carer.id AS carer_id, carer.name AS carer, weakest.current AS current, weakest.desired AS desired
ORDER BY account, account_id, person, person_id, carer, carer_id

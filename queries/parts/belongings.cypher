// about: After workers: for each person who does not object the accounts there are (belongs): account, tier,
//   role, works, needed (whether care is owed there) and contacts_per_year.
// parameter: care table = policy care
WITH account, tier, person, guessed, third, works,
  CASE held
    WHEN 'decider' THEN 0 WHEN 'co_decider' THEN 1 WHEN 'influencer' THEN 2 WHEN 'champion' THEN 3 WHEN 'blocker' THEN 4
    WHEN 'gatekeeper' THEN 5 WHEN 'buyer' THEN 6 WHEN 'user' THEN 7 WHEN 'initiator' THEN 8
  END AS place,
  CASE
    WHEN third THEN $care.third_party
    WHEN held IN ['decider', 'co_decider'] THEN $care[tier][held]
    WHEN held IN $care.roles_other THEN $care[tier].other
  END AS row
WHERE person IS NOT NULL AND coalesce(person.contact_allowed, true)
WITH account, tier, person, guessed, place, works, CASE WHEN coalesce(row.carers, 0) > 0 THEN row END AS row
WITH account, tier, person,
  min(place) AS place,
  max(CASE WHEN guessed THEN 1 ELSE 0 END) = 1 AS presumed,
  max(CASE WHEN works THEN 1 ELSE 0 END) = 1 AS works,
  max(row.carers) AS carers,
  max(coalesce(row.contacts_per_year, 0)) AS contacts_per_year
ORDER BY account.id
WITH person, collect({
  account: account, account_id: account.id, name: account.name, tier: tier, place: place, presumed: presumed,
  works: works, carers: carers, contacts_per_year: contacts_per_year
}) AS asked
CALL (person) {
  OPTIONAL MATCH (one:Person)-[cares:CARES_FOR]->(person)
  WHERE cares.contacts_per_year IS NOT NULL
    AND coalesce(cares.valid_from, $as_of) <= $as_of AND coalesce(cares.valid_to, $as_of) >= $as_of
    AND coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of
    AND EXISTS {
      MATCH (one)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
  RETURN max(cares.contacts_per_year) AS agreed
}
WITH person, asked, agreed,
  any(row IN asked WHERE row.carers IS NOT NULL) AS listed,
  any(row IN asked WHERE row.account_id IS NOT NULL) AS somewhere
WITH person, [row IN asked | {
  account: row.account, account_id: row.account_id, name: row.name, tier: row.tier, presumed: row.presumed,
  works: row.works,
  role: ['decider', 'co_decider', 'influencer', 'champion', 'blocker', 'gatekeeper', 'buyer', 'user', 'initiator'][row.place],
  needed: row.carers IS NOT NULL
    OR (NOT listed AND coalesce(agreed > 0, false) AND (row.account_id IS NOT NULL OR NOT somewhere)),
  contacts_per_year: coalesce(agreed, row.contacts_per_year)
}] AS belongs

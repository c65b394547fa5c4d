// about: What care each person is owed at each account: of several roles the strictest, value by value;
//   objectors none. An agreed number of contacts replaces that of the table; with somebody to whom the
//   table asks nothing it is a need.
// parameter: care table = policy care
WITH account, tier, person, guessed, third,
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
WITH account, tier, person, guessed, third, place, CASE WHEN coalesce(row.carers, 0) > 0 THEN row END AS row
WITH account, tier, person,
  min(place) AS place,
  max(CASE WHEN guessed THEN 1 ELSE 0 END) = 1 AS presumed,
  max(CASE WHEN third THEN 1 ELSE 0 END) = 1 AS third_party,
  max(row.carers) AS carers,
  max(CASE WHEN coalesce(row.deputy, false) THEN 1 ELSE 0 END) AS deputies,
  max(coalesce(row.contacts_per_year, 0)) AS contacts_per_year,
  max(CASE WHEN coalesce(row.same_level, false) THEN 1 ELSE 0 END) = 1 AS same_level
ORDER BY account.id
WITH person, collect({
  account: account, tier: tier, place: place, presumed: presumed, third_party: third_party, carers: carers,
  deputies: deputies, contacts_per_year: contacts_per_year, same_level: same_level
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
  any(row IN asked WHERE row.account IS NOT NULL) AS somewhere
UNWIND asked AS row
WITH person, agreed, listed, somewhere, row
WHERE row.carers IS NOT NULL OR (NOT listed AND agreed > 0 AND (row.account IS NOT NULL OR NOT somewhere))
WITH person, row.account AS account, row.tier AS tier, row.presumed AS presumed, row.third_party AS third_party,
  ['decider', 'co_decider', 'influencer', 'champion', 'blocker', 'gatekeeper', 'buyer', 'user', 'initiator'][row.place]
    AS role,
  coalesce(row.carers, 1) AS carers, row.deputies AS deputies, row.same_level AS same_level,
  coalesce(agreed, row.contacts_per_year) AS contacts_per_year

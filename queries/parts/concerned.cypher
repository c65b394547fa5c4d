// about: After third_parties: everybody outside about whom a report, an action or a measure is, or who objects to
//   contact, once, at the account where they count most: where they need care, else have a role, else work; of several
//   the highest tier, then the name. Without account where they belong to none.
// parameter: care table = policy care
CALL (account, holder, person, held, guessed, third) {
  WITH person, held, guessed, third WHERE person IS NOT NULL
  RETURN person AS one, held AS their_role, guessed AS is_guess, third AS is_third, false AS works
  UNION
  WITH account, holder, person WHERE holder IS NULL AND person IS NULL AND account IS NOT NULL
  MATCH (account)<-[job:WORKS_FOR]-(one:Person)
  WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
  RETURN one, null AS their_role, false AS is_guess, false AS is_third, true AS works
  UNION
  WITH account, holder, person WHERE holder IS NULL AND person IS NULL AND account IS NULL
  MATCH (one:Person)
  RETURN one, null AS their_role, false AS is_guess, false AS is_third, false AS works
}
WITH account, tier, one, their_role, is_guess, is_third, works
WHERE (one.contact_allowed = false OR EXISTS { MATCH (one)<-[:ABOUT|CONCERNS]-() }
    OR EXISTS { MATCH (one)-[:INVITED_TO]->(:Measure) })
  AND coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    MATCH (one)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH account, tier, one, works, is_guess, is_third,
  CASE their_role
    WHEN 'decider' THEN 0 WHEN 'co_decider' THEN 1 WHEN 'influencer' THEN 2 WHEN 'champion' THEN 3 WHEN 'blocker' THEN 4
    WHEN 'gatekeeper' THEN 5 WHEN 'buyer' THEN 6 WHEN 'user' THEN 7 WHEN 'initiator' THEN 8
  END AS place,
  CASE
    WHEN is_third THEN $care.third_party.carers
    WHEN their_role IN ['decider', 'co_decider'] THEN $care[tier][their_role].carers
    WHEN their_role IN $care.roles_other THEN $care[tier].other.carers
  END AS asked
WITH account, tier, one,
  min(place) AS place,
  max(CASE WHEN works THEN 1 ELSE 0 END) = 1 AS works,
  max(CASE WHEN is_guess THEN 1 ELSE 0 END) = 1 AS presumed,
  max(CASE WHEN is_third THEN 1 ELSE 0 END) = 1 AS third_party,
  max(CASE WHEN coalesce(asked, 0) > 0 THEN 1 ELSE 0 END) AS listed_here
ORDER BY account.id
WITH one, max(listed_here) AS listed, collect({
  account: account, tier: tier, place: place, works: works, presumed: presumed, third_party: third_party,
  listed: listed_here
}) AS places
CALL (one) {
  OPTIONAL MATCH (carer:Person)-[cares:CARES_FOR]->(one)
  WHERE cares.contacts_per_year > 0
    AND coalesce(cares.valid_from, $as_of) <= $as_of AND coalesce(cares.valid_to, $as_of) >= $as_of
    AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
    AND EXISTS {
      MATCH (carer)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
  RETURN count(cares) > 0 AS agreed
}
UNWIND places AS spot
WITH one, spot, CASE
    WHEN spot.account IS NULL THEN 9
    WHEN coalesce(one.contact_allowed, true)
      AND (spot.listed = 1 OR (listed = 0 AND agreed AND (spot.works OR spot.place IS NOT NULL))) THEN 0
    WHEN spot.place IS NOT NULL THEN 1
    WHEN spot.works THEN 2
    ELSE 9
  END AS rank
WITH one, spot, rank, CASE WHEN rank < 9 THEN spot.account END AS account, CASE WHEN rank < 9 THEN spot.tier END AS tier
ORDER BY one.id, rank, tier, account.name, account.id
WITH one, collect({
  account: account, tier: tier, place: spot.place, presumed: spot.presumed, third_party: spot.third_party
})[0] AS main
WITH one AS person, main.account AS account, main.tier AS tier, main.presumed AS presumed, main.third_party AS third_party,
  CASE WHEN main.account IS NULL THEN null ELSE main.place END AS place,
  CASE WHEN main.account IS NULL THEN null ELSE ['decider', 'co_decider', 'influencer', 'champion', 'blocker', 'gatekeeper',
    'buyer', 'user', 'initiator'][main.place] END AS role

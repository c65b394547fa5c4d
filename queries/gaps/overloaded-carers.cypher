// title: Who of ours has taken on more care than there are hours for?
// title_de: Wer von uns hat mehr Betreuung übernommen, als Stunden dafür da sind?
// about: The carers of a person share the required contacts, deputies carry none; an agreed number is carried by whoever
//   agreed it. It is about no account.
// about_de: Die Betreuer einer Person teilen sich die nötigen Kontakte, Stellvertreter tragen keine; eine vereinbarte Zahl
//   trägt, wer sie vereinbart hat. Es geht um keinen Kunden.
// uses: our_people, places, role_holders, third_parties, needs
// parameter: account account = null
// parameter: tier tier = null
// parameter: hours_per_contact number = policy effort.planned_hours_per_contact
// parameter: default_hours number = policy effort.default_capacity_hours
// returns: carer_id, carer, hours, capacity
WITH person, max(contacts_per_year) AS required ORDER BY person.id
WITH collect({person: person, required: required}) AS needing
CALL (needing) {
  UNWIND needing AS one
  RETURN one.person AS person, one.required AS required
  UNION
  MATCH (person:Person)<-[cares:CARES_FOR]-(:Person)
  WHERE person.contact_allowed = false AND cares.contacts_per_year > 0
    AND coalesce(person.valid_from, $as_of) <= $as_of AND coalesce(person.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
      MATCH (person)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
  RETURN person, 0 AS required
}
CALL (person) {
  MATCH (carer:Person)-[cares:CARES_FOR]->(person)
  WHERE coalesce(cares.valid_from, $as_of) <= $as_of AND coalesce(cares.valid_to, $as_of) >= $as_of
    AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
    AND EXISTS {
      MATCH (carer)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
  WITH carer, max(cares.contacts_per_year) AS agreed,
    max(CASE WHEN coalesce(cares.duty, 'carer') = 'carer' THEN 1 ELSE 0 END) AS cares_first
  ORDER BY carer.id
  RETURN collect({carer: carer, agreed: agreed, cares_first: cares_first}) AS assigned, max(agreed) AS agreed
}
WITH person, coalesce(agreed, required) AS contacts,
  [one IN assigned WHERE (agreed IS NULL AND one.cares_first = 1) OR (agreed IS NOT NULL AND one.agreed = agreed)] AS bearers
UNWIND bearers AS bearer
WITH bearer.carer AS carer, sum(contacts * $hours_per_contact * 1.0 / size(bearers)) AS hours
WITH carer, hours, coalesce(carer.capacity_hours, $default_hours) AS capacity
WHERE hours > capacity + 0.000000001 AND $account IS NULL AND $tier IS NULL
RETURN carer.id AS carer_id, carer.name AS carer, hours, capacity
ORDER BY carer, carer_id

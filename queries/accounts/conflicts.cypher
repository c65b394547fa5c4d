// title: Who at our accounts is in conflict with whom, and about what?
// title_de: Wer liegt bei unseren Kunden mit wem in Konflikt, und worüber?
// parameter: account account = null
// returns: person_id, person, other_id, other, topic, weight
MATCH (p:Person)-[tie:CONFLICTS_WITH]->(other:Person)
WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  AND coalesce(other.valid_from, $as_of) <= $as_of AND coalesce(other.valid_to, $as_of) >= $as_of
  AND ($account IS NULL OR EXISTS {
    (p)-[w:WORKS_FOR]->(account {id: $account})
    WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  } OR EXISTS {
    (other)-[w:WORKS_FOR]->(account {id: $account})
    WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  })
RETURN p.id AS person_id, p.name AS person, other.id AS other_id, other.name AS other, tie.topic AS topic,
  tie.weight AS weight
ORDER BY person, person_id, other, other_id, tie.id

// title: Whose job, office or care comes to an end soon?
// title_de: Wessen Stelle, Amt oder Betreuung endet bald?
// parameter: days integer = 90
// returns: ends_on, person_id, person, relationship, other_id, other, note
MATCH (p:Person)-[tie:WORKS_FOR|HOLDS_OFFICE|CARES_FOR|PLAYS_ROLE]->(other)
WHERE tie.valid_to >= $as_of AND tie.valid_to <= $as_of + duration({days: $days})
  AND coalesce(tie.valid_from, $as_of) <= $as_of
  AND coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND coalesce(other.valid_from, $as_of) <= $as_of AND coalesce(other.valid_to, $as_of) >= $as_of
RETURN tie.valid_to AS ends_on, p.id AS person_id, p.name AS person, type(tie) AS relationship, other.id AS other_id,
  other.name AS other, tie.note AS note
ORDER BY ends_on, person, person_id, relationship, other_id, tie.id

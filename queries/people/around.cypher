// title: Who and what is around this person?
// title_de: Wer und was umgibt diese Person?
// about: Everything that holds today: employers, roles, offices, acquaintances, carers. Contacts, reports and measures
//   are not among it.
// about_de: Alles, was heute gilt: Arbeitgeber, Rollen, Ämter, Bekanntschaften, Betreuung. Kontakte, Berichte und
//   Maßnahmen sind nicht dabei.
// parameter: person person
// returns: relationship, forward, kind, other_id, other, job_title, role, weight, topic, since
MATCH (p:Person {id: $person})-[tie]-(other:Person|Company|Organisation|Opportunity)
WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  AND coalesce(other.valid_from, $as_of) <= $as_of AND coalesce(other.valid_to, $as_of) >= $as_of
RETURN type(tie) AS relationship, startNode(tie).id = p.id AS forward, head(labels(other)) AS kind, other.id AS other_id,
  other.name AS other, coalesce(tie.job_title, tie.office) AS job_title, coalesce(tie.role, tie.duty) AS role,
  tie.weight AS weight, tie.topic AS topic, tie.valid_from AS since
ORDER BY relationship, forward DESC, other, other_id, tie.id

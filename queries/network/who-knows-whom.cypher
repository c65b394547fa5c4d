// title: Who of ours knows whom at this account, and from what?
// title_de: Wer von uns kennt wen bei diesem Kunden, und woher?
// about: Assigned care and acquaintance, in either direction.
// about_de: Vereinbarte Betreuung und Bekanntschaft, in beide Richtungen.
// uses: account
// returns: own_id, own, person_id, person, relationship, duty, weight, topic, since
MATCH (p:Person)-[w:WORKS_FOR]->(account)
WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH DISTINCT p
MATCH (own:Person)-[tie:CARES_FOR|KNOWS]-(p)
WHERE (type(tie) = 'KNOWS' OR startNode(tie).id = own.id)
  AND coalesce(own.valid_from, $as_of) <= $as_of AND coalesce(own.valid_to, $as_of) >= $as_of
  AND coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  AND EXISTS {
    (own)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
RETURN own.id AS own_id, own.name AS own, p.id AS person_id, p.name AS person, type(tie) AS relationship,
  tie.duty AS duty, tie.weight AS weight, tie.topic AS topic, tie.valid_from AS since
ORDER BY own, own_id, person, person_id, relationship, tie.id

// title: Which roles do people play at this account, how influential are they, and how do they stand to us?
// title_de: Welche Rollen spielen Menschen bei diesem Kunden, wie einflussreich sind sie, und wie stehen sie zu uns?
// uses: account, roles
// returns: person_id, person, role, opportunity, influence, stance, employers
OPTIONAL MATCH (p)-[w:WORKS_FOR]->(employer:Company|Organisation)
WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
WITH p, r, opportunity, employer ORDER BY employer.name, employer.id
WITH p, r, opportunity, collect(DISTINCT employer.name) AS employers
RETURN p.id AS person_id, p.name AS person, r.role AS role, opportunity.name AS opportunity,
  r.influence AS influence, r.stance AS stance, employers
ORDER BY influence DESC, person, person_id, role, opportunity, r.id

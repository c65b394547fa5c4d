// title: Who decides at this account, and who of ours is assigned to them?
// title_de: Wer entscheidet bei diesem Kunden, und wer von uns ist zugeteilt?
// about: Deciders and co-deciders of the account and of its open opportunities. Presumed ones are not among them.
// about_de: Entscheider und Mitentscheider beim Kunden und bei seinen offenen Vorhaben. Vermutete sind nicht dabei.
// uses: account, roles
// returns: person_id, person, role, opportunity, influence, stance, carers
WITH p, r, opportunity
WHERE r.role IN ['decider', 'co_decider']
OPTIONAL MATCH (carer:Person)-[care:CARES_FOR]->(p)
WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
  AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
  AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH p, r, opportunity, carer ORDER BY carer.name, carer.id
WITH p, r, opportunity, collect(DISTINCT carer.name) AS carers
RETURN p.id AS person_id, p.name AS person, r.role AS role, opportunity.name AS opportunity,
  r.influence AS influence, r.stance AS stance, carers
ORDER BY CASE r.role WHEN 'decider' THEN 1 ELSE 2 END, person, person_id, opportunity, r.id

// title: Who holds an office or a mandate, where, and does anybody of ours care for them?
// title_de: Wer hat ein Amt oder Mandat, wo, und betreut sie jemand von uns?
// uses: external
// returns: person_id, person, office, elected, organisation_id, organisation, category, since, carers
MATCH (p)-[tie:HOLDS_OFFICE]->(organisation:Organisation)
WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  AND coalesce(organisation.valid_from, $as_of) <= $as_of AND coalesce(organisation.valid_to, $as_of) >= $as_of
OPTIONAL MATCH (carer:Person)-[care:CARES_FOR]->(p)
WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
  AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
  AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH p, tie, organisation, carer ORDER BY carer.name, carer.id
WITH p, tie, organisation, collect(DISTINCT carer.name) AS carers
RETURN p.id AS person_id, p.name AS person, tie.office AS office, tie.elected AS elected,
  organisation.id AS organisation_id, organisation.name AS organisation, organisation.category AS category,
  tie.valid_from AS since, carers
ORDER BY organisation, organisation_id, person, person_id, tie.id

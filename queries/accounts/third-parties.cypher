// title: Who matters at this account without working there?
// title_de: Wer zählt bei diesem Kunden, ohne dort zu arbeiten?
// about: Who advises it, influences or advises one of its deciders, knows a decider and has a standing, or holds office
//   or leads in a body that regulates it or that it belongs to; one row a reason. Presumed deciders are not looked at.
// about_de: Wer ihn berät, einen seiner Entscheider beeinflusst oder berät, einen Entscheider kennt und eine Stellung hat,
//   oder Amt oder Leitung in einer Einrichtung hat, die ihn beaufsichtigt oder der er angehört; eine Zeile je Grund.
//   Vermutete Entscheider zählen hier nicht.
// uses: account, roles
// returns: person_id, person, because, whom, employers, carers
WITH p.id AS decider, CASE r.role WHEN 'decider' THEN 1 WHEN 'co_decider' THEN 2 ELSE 3 END AS place
WITH decider, min(place) AS place ORDER BY decider
WITH collect(CASE WHEN place < 3 THEN decider END) AS deciding,
  collect(CASE WHEN place = 1 THEN decider END) AS deciders
// Once more, for where nobody has a role the rows before are none
MATCH (account:Company|Organisation {id: $account})
CALL (account, deciding, deciders) {
  MATCH (p:Person)-[tie:ADVISES]->(account)
  WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  RETURN p, 'advises' AS because, account AS whom
  UNION
  MATCH (p:Person)-[tie:ADVISES|INFLUENCES]->(whom:Person)
  WHERE whom.id IN deciding
    AND coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  RETURN p, CASE type(tie) WHEN 'ADVISES' THEN 'advises' ELSE 'influences' END AS because, whom
  UNION
  MATCH (p:Person)-[tie:KNOWS]-(whom:Person)
  WHERE whom.id IN deciders AND p.standing IS NOT NULL
    AND coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  RETURN p, 'knows' AS because, whom
  UNION
  MATCH (p:Person)-[tie:HOLDS_OFFICE]->(whom:Organisation)-[link:REGULATES]->(account)
  WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
    AND coalesce(whom.valid_from, $as_of) <= $as_of AND coalesce(whom.valid_to, $as_of) >= $as_of
    AND coalesce(link.valid_from, $as_of) <= $as_of AND coalesce(link.valid_to, $as_of) >= $as_of
  RETURN p, 'oversees' AS because, whom
  UNION
  MATCH (p:Person)-[tie:HOLDS_OFFICE]->(whom:Organisation)<-[link:MEMBER_OF]-(account)
  WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
    AND coalesce(whom.valid_from, $as_of) <= $as_of AND coalesce(whom.valid_to, $as_of) >= $as_of
    AND coalesce(link.valid_from, $as_of) <= $as_of AND coalesce(link.valid_to, $as_of) >= $as_of
  RETURN p, 'oversees' AS because, whom
  UNION
  MATCH (p:Person)-[tie:WORKS_FOR]->(whom:Organisation)-[link:REGULATES]->(account)
  WHERE coalesce(tie.level, tie.read_level) <= 2
    AND coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
    AND coalesce(whom.valid_from, $as_of) <= $as_of AND coalesce(whom.valid_to, $as_of) >= $as_of
    AND coalesce(link.valid_from, $as_of) <= $as_of AND coalesce(link.valid_to, $as_of) >= $as_of
  RETURN p, 'oversees' AS because, whom
  UNION
  MATCH (p:Person)-[tie:WORKS_FOR]->(whom:Organisation)<-[link:MEMBER_OF]-(account)
  WHERE coalesce(tie.level, tie.read_level) <= 2
    AND coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
    AND coalesce(whom.valid_from, $as_of) <= $as_of AND coalesce(whom.valid_to, $as_of) >= $as_of
    AND coalesce(link.valid_from, $as_of) <= $as_of AND coalesce(link.valid_to, $as_of) >= $as_of
  RETURN p, 'oversees' AS because, whom
}
WITH account, p, because, whom
WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  AND NOT EXISTS {
    (p)-[job:WORKS_FOR]->(account)
    WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
  }
OPTIONAL MATCH (p)-[w:WORKS_FOR]->(employer:Company|Organisation)
WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
WITH p, because, whom, employer ORDER BY employer.name, employer.id
WITH p, because, whom, collect(DISTINCT employer.name) AS employers
OPTIONAL MATCH (carer:Person)-[care:CARES_FOR]->(p)
WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
  AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
  AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH p, because, whom, employers, carer ORDER BY carer.name, carer.id
WITH p, because, whom.name AS whom, whom.id AS whom_id, employers, collect(DISTINCT carer.name) AS carers
RETURN p.id AS person_id, p.name AS person, because, whom, employers, carers
ORDER BY person, person_id, because, whom, whom_id

// title: Who at our other accounts knows somebody at this account and could recommend us?
// title_de: Wer bei unseren anderen Kunden kennt jemanden bei diesem Kunden und könnte uns empfehlen?
// uses: accounts
// parameter: account account
// returns: person_id, person, their_account, tier, carers, knows_id, knows, weight, topic
WITH account, tier
WHERE account.id <> $account
MATCH (p:Person)-[w:WORKS_FOR]->(account)
WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  AND coalesce(p.contact_allowed, true)
WITH DISTINCT account, tier, p
MATCH (p)-[tie:KNOWS]-(known:Person)-[job:WORKS_FOR]->(wanted:Company|Organisation {id: $account})
WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
  AND coalesce(known.valid_from, $as_of) <= $as_of AND coalesce(known.valid_to, $as_of) >= $as_of
  AND coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
WITH DISTINCT account, tier, p, tie, known
OPTIONAL MATCH (carer:Person)-[care:CARES_FOR]->(p)
WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
  AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
  AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH account, tier, p, tie, known, carer ORDER BY carer.name, carer.id
WITH account, tier, p, tie, known, collect(DISTINCT carer.name) AS carers
RETURN p.id AS person_id, p.name AS person, account.name AS their_account, tier, carers, known.id AS knows_id,
  known.name AS knows, tie.weight AS weight, tie.topic AS topic
ORDER BY weight DESC, person, person_id, account.name, account.id, knows, knows_id, tie.id

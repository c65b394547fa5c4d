// title: For how many people and accounts does each of ours care, and how many hours are there for it?
// title_de: Wie viele Menschen und Kunden betreut jeder von uns, und wie viele Stunden sind dafür da?
// uses: accounts
// returns: carer_id, carer, people, as_deputy, accounts, capacity_hours
WITH account ORDER BY account.id
WITH collect(account.id) AS account_ids
MATCH (carer:Person)
WHERE coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
  AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
CALL (carer) {
  MATCH (carer)-[care:CARES_FOR]->(p:Person)
  WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
    AND coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  RETURN count(DISTINCT p) AS people, count(DISTINCT CASE WHEN care.duty = 'deputy' THEN p END) AS as_deputy
}
CALL (carer, account_ids) {
  MATCH (carer)-[care:CARES_FOR]->(p:Person)
  WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
    AND coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  WITH DISTINCT p, account_ids
  MATCH (p)-[w:WORKS_FOR]->(account:Company|Organisation)
  WHERE account.id IN account_ids
    AND coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  RETURN count(DISTINCT account) AS accounts
}
RETURN carer.id AS carer_id, carer.name AS carer, people, as_deputy, accounts, carer.capacity_hours AS capacity_hours
ORDER BY people DESC, carer, carer_id

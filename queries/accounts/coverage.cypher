// title: How many people and deciders do we know at each account, and to how many is somebody of ours assigned?
// title_de: Wie viele Menschen und Entscheider kennen wir bei jedem Kunden, und wie vielen ist jemand zugeteilt?
// about: Deciders and co-deciders with a known role; `coverage` also counts care that only shows in the contacts.
// about_de: Entscheider und Mitentscheider mit bekannter Rolle; `coverage` zählt auch Betreuung, die sich nur in den
//   Kontakten zeigt.
// uses: accounts
// parameter: tier tier = null
// returns: account_id, account, tier, people, people_assigned, deciders, deciders_assigned
WITH account, tier
WHERE $tier IS NULL OR tier = $tier
CALL (account) {
  MATCH (p:Person)-[w:WORKS_FOR]->(account)
  WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
    AND coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  WITH DISTINCT p, EXISTS {
    (carer:Person)-[care:CARES_FOR]->(p)
    WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
      AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
      AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  } AS assigned
  RETURN count(p) AS people, sum(CASE WHEN assigned THEN 1 ELSE 0 END) AS people_assigned
}
CALL (account) {
  OPTIONAL MATCH (account)-[has:HAS_OPPORTUNITY]->(opportunity:Opportunity)
  WHERE coalesce(has.valid_from, $as_of) <= $as_of AND coalesce(has.valid_to, $as_of) >= $as_of
    AND coalesce(opportunity.valid_from, $as_of) <= $as_of AND coalesce(opportunity.valid_to, $as_of) >= $as_of
    AND coalesce(opportunity.is_open, true)
  WITH account, opportunity ORDER BY opportunity.id
  WITH account, collect(opportunity.id) + [account.id] AS places
  MATCH (p:Person)-[r:PLAYS_ROLE]->(place)
  WHERE place.id IN places AND r.role IN ['decider', 'co_decider']
    AND coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
    AND coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
    AND NOT (EXISTS {
    (p)-[had:WORKS_FOR]->(account)
    WHERE had.valid_to < $as_of AND coalesce(had.valid_from, $as_of) <= $as_of
  } AND NOT EXISTS {
    (p)-[has_job:WORKS_FOR]->(account)
    WHERE coalesce(has_job.valid_to, $as_of) >= $as_of OR has_job.valid_from > $as_of
  })
  WITH DISTINCT p, EXISTS {
    (carer:Person)-[care:CARES_FOR]->(p)
    WHERE coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
      AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
      AND EXISTS {
    (carer)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  } AS assigned
  RETURN count(p) AS deciders, sum(CASE WHEN assigned THEN 1 ELSE 0 END) AS deciders_assigned
}
RETURN account.id AS account_id, account.name AS account, tier, people, people_assigned, deciders, deciders_assigned
ORDER BY tier, account, account_id

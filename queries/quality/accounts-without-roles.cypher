// title: At which accounts do we know nobody in any role?
// title_de: Bei welchen Kunden kennen wir niemanden in irgendeiner Rolle?
// uses: accounts
// parameter: tier tier = null
// returns: account_id, account, tier, people
WITH account, tier
WHERE ($tier IS NULL OR tier = $tier)
  AND NOT EXISTS {
    (p:Person)-[r:PLAYS_ROLE]->(account)
    WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
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
  }
  AND NOT EXISTS {
    (p:Person)-[r:PLAYS_ROLE]->(opportunity:Opportunity)<-[has:HAS_OPPORTUNITY]-(account)
    WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
      AND coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
      AND coalesce(has.valid_from, $as_of) <= $as_of AND coalesce(has.valid_to, $as_of) >= $as_of
      AND coalesce(opportunity.valid_from, $as_of) <= $as_of AND coalesce(opportunity.valid_to, $as_of) >= $as_of
      AND coalesce(opportunity.is_open, true)
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
  }
OPTIONAL MATCH (p:Person)-[w:WORKS_FOR]->(account)
WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
RETURN account.id AS account_id, account.name AS account, tier, count(DISTINCT p) AS people
ORDER BY tier, account, account_id

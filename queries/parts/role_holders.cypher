// about: Who holds a role at each account or at its open opportunities; for every account also one row
//   without a holder. A role of a person whose jobs there have all ended counts nowhere. Where nobody has a
//   role, deciders are presumed.
// parameter: presume table = policy roles.presume
CALL (account) {
  MATCH (account)-[has:HAS_OPPORTUNITY*0..1]->(place)<-[plays:PLAYS_ROLE]-(holder:Person)
  WHERE all(tie IN has WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of)
    AND coalesce(place.is_open, true)
    AND coalesce(place.valid_from, $as_of) <= $as_of AND coalesce(place.valid_to, $as_of) >= $as_of
    AND coalesce(plays.valid_from, $as_of) <= $as_of AND coalesce(plays.valid_to, $as_of) >= $as_of
    AND coalesce(holder.valid_from, $as_of) <= $as_of AND coalesce(holder.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
      MATCH (holder)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
    AND (NOT EXISTS { MATCH (holder)-[:WORKS_FOR]->(account) } OR EXISTS {
      MATCH (holder)-[job:WORKS_FOR]->(account)
      WHERE coalesce(job.valid_to, $as_of) >= $as_of OR job.valid_from > $as_of
    })
  RETURN holder, plays.role AS role, false AS presumed, CASE WHEN place:Opportunity THEN place END AS opportunity
  UNION
  MATCH (account)<-[job:WORKS_FOR]-(holder:Person)
  WHERE $presume.enabled
    AND any(rule IN $presume.decider WHERE
      (rule.level IS NULL OR rule.level = coalesce(job.level, job.read_level)) AND
      (rule.function IS NULL OR rule.function = coalesce(job.function, job.read_function)))
    AND coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
    AND coalesce(holder.valid_from, $as_of) <= $as_of AND coalesce(holder.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
      MATCH (holder)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
    AND NOT EXISTS {
      MATCH (account)-[has:HAS_OPPORTUNITY*0..1]->(place)<-[plays:PLAYS_ROLE]-(known:Person)
      WHERE all(tie IN has WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of)
        AND coalesce(place.is_open, true)
        AND coalesce(place.valid_from, $as_of) <= $as_of AND coalesce(place.valid_to, $as_of) >= $as_of
        AND coalesce(plays.valid_from, $as_of) <= $as_of AND coalesce(plays.valid_to, $as_of) >= $as_of
        AND coalesce(known.valid_from, $as_of) <= $as_of AND coalesce(known.valid_to, $as_of) >= $as_of
        AND NOT EXISTS {
          MATCH (known)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
          WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
            AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
        }
        AND (NOT EXISTS { MATCH (known)-[:WORKS_FOR]->(account) } OR EXISTS {
          MATCH (known)-[here:WORKS_FOR]->(account)
          WHERE coalesce(here.valid_to, $as_of) >= $as_of OR here.valid_from > $as_of
        })
    }
  RETURN holder, 'decider' AS role, true AS presumed, null AS opportunity
  UNION
  RETURN null AS holder, null AS role, false AS presumed, null AS opportunity
}

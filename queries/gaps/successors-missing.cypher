// title: Whose carers all go soon, with nobody recorded to follow?
// title_de: Wessen Betreuer hören alle bald auf, und keine Nachfolge ist erfasst?
// about: The job with us or the assignment of everybody who cares ends within so many days (days). A next job
//   with us keeps a carer; an assignment still to begin, to one of ours who stays, is a successor.
// about_de: Die Stelle bei uns oder die Zuordnung von allen, die betreuen, endet innerhalb so vieler Tage
//   (days). Wer schon eine nächste Stelle bei uns hat, bleibt; eine Zuordnung, die erst beginnt, an jemanden
//   von uns, der bleibt, ist die Nachfolge.
// uses: our_people, places, role_holders, third_parties, needs, carers_today, levels_there
// parameter: account account = null
// parameter: tier tier = null
// parameter: days integer = policy stale.successor_days
// returns: account_id, account, tier, person_id, person, role, level, carer_id, carers
WITH * WHERE size(carers_today) > 0
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
WITH *, $as_of + duration({days: $days}) AS limit_day
CALL (person, carers_today, limit_day) {
  UNWIND carers_today AS one
  MATCH (carer:Person {id: one.id})
  WITH person, carer, limit_day, EXISTS {
    MATCH (carer)-[job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE job.valid_from > $as_of OR us.valid_from > $as_of
      OR (coalesce(us.valid_to, $as_of) >= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
        AND coalesce(job.valid_to, limit_day + duration({days: 1})) > limit_day
        AND coalesce(us.valid_to, limit_day + duration({days: 1})) > limit_day
        AND coalesce(carer.valid_to, limit_day + duration({days: 1})) > limit_day)
  } AS stays, EXISTS {
    MATCH (carer)-[cares:CARES_FOR]->(person)
    WHERE coalesce(cares.valid_from, $as_of) <= $as_of AND coalesce(cares.valid_to, $as_of) >= $as_of
  } AS assigned, EXISTS {
    MATCH (carer)-[cares:CARES_FOR]->(person)
    WHERE coalesce(cares.valid_from, $as_of) <= $as_of AND coalesce(cares.valid_to, limit_day + duration({days: 1})) > limit_day
  } AS goes_on
  RETURN sum(CASE WHEN stays AND (goes_on OR NOT assigned) THEN 1 ELSE 0 END) AS staying
}
WITH * WHERE staying = 0 AND NOT EXISTS {
  MATCH (next:Person)-[cares:CARES_FOR]->(person)
  WHERE (cares.valid_from > $as_of OR next.valid_from > $as_of)
    AND EXISTS {
      MATCH (next)-[job:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE job.valid_from > $as_of OR us.valid_from > $as_of OR next.valid_from > $as_of
        OR (coalesce(us.valid_to, $as_of) >= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
          AND coalesce(job.valid_to, limit_day + duration({days: 1})) > limit_day
          AND coalesce(us.valid_to, limit_day + duration({days: 1})) > limit_day
          AND coalesce(next.valid_to, limit_day + duration({days: 1})) > limit_day)
    }
}
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level,
  CASE WHEN size(carers_today) = 1 THEN carers_today[0].id END AS carer_id,
  [one IN carers_today | one.name] AS carers
ORDER BY account, account_id, person, person_id

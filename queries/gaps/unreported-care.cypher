// title: Which deciders with a carer, and which measures, has nobody reported on?
// title_de: Über welche betreuten Entscheider und welche Maßnahmen hat niemand berichtet?
// about: Deciders in care for longer than report_days without a report within them; measures done within
//   measures_days, after_days ago or more, without a report about them or, since then, about a guest.
// about_de: Seit mehr als report_days betreute Entscheider ohne Bericht in dieser Zeit; Maßnahmen, vor höchstens
//   measures_days und mehr als after_days durchgeführt, ohne Bericht darüber und seither über einen Gast.
// uses: any_report, our_people, places, role_holders, deciding, carers_today, care_since, levels_there
// parameter: account account = null
// parameter: tier tier = null
// parameter: report_days integer = policy stale.report_days
// parameter: after_days integer = policy stale.report_after_measure_days
// parameter: measures_days integer = policy stale.measures_days
// returns: account_id, account, tier, person_id, person, level, last_report, carer_id, measure_id, measure, date
WITH * WHERE size(carers_today) > 0
CALL (person) {
  OPTIONAL MATCH (report:Report)-[:ABOUT]->(person) WHERE report.date <= $as_of
  RETURN max(report.date) AS last_report
}
WITH account, tier, person, level, last_report, care_since,
  CASE WHEN size(carers_today) = 1 THEN carers_today[0].id END AS carer_id
WHERE (last_report IS NULL OR last_report <= $as_of - duration({days: $report_days}))
  AND (care_since IS NULL OR care_since <= $as_of - duration({days: $report_days}))
WITH account, tier, person, level, last_report, carer_id ORDER BY account.id, person.id
WITH collect({
  account_id: account.id, account: account.name, tier: tier, person_id: person.id, person: person.name, level: level,
  last_report: last_report, carer_id: carer_id
}) AS deciders
CALL (deciders) {
  UNWIND deciders AS one
  RETURN one.account_id AS account_id, one.account AS account, one.tier AS tier, one.person_id AS person_id,
    one.person AS person, one.level AS level, one.last_report AS last_report, one.carer_id AS carer_id,
    null AS measure_id, null AS measure, null AS date
  UNION ALL
  MATCH (occasion:Measure)
  WHERE occasion.status = 'done'
    AND occasion.date > $as_of - duration({days: $measures_days})
    AND occasion.date < $as_of - duration({days: $after_days})
    AND EXISTS { MATCH (told:Report) WHERE told.date <= $as_of }
    AND EXISTS {
      MATCH (us:Company {party: 'own'})<-[ours:WORKS_FOR]-(one:Person)
      WHERE coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
        AND coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(one.valid_from, $as_of) <= $as_of AND coalesce(one.valid_to, $as_of) >= $as_of
    }
    AND NOT EXISTS { MATCH (report:Report)-[:ABOUT]->(occasion) WHERE report.date <= $as_of }
    AND NOT EXISTS {
      MATCH (report:Report)-[:ABOUT]->(guest:Person)-[invited:INVITED_TO]->(occasion)
      WHERE report.date <= $as_of AND report.date >= occasion.date AND coalesce(invited.answer, 'invited') <> 'declined'
    }
  RETURN null AS account_id, null AS account, null AS tier, null AS person_id, null AS person, null AS level,
    null AS last_report, null AS carer_id, occasion.id AS measure_id, occasion.name AS measure, occasion.date AS date
}
WITH account_id, account, tier, person_id, person, level, last_report, carer_id, measure_id, measure, date
WHERE ($account IS NULL OR account_id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account_id, account, tier, person_id, person, level, last_report, carer_id, measure_id, measure, date
ORDER BY account, account_id, person, person_id, date, measure_id

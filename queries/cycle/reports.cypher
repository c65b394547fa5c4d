// title: What do the latest reports say about people of this account?
// title_de: Was sagen die letzten Berichte über Leute dieses Kunden?
// uses: account
// parameter: days integer = 365
// returns: date, report_id, person_id, person, authors, sympathy, trust, competence, competitor_resistance, loyalty,
//   price_tolerance, negotiation_climate, result, finding
MATCH (p:Person)-[w:WORKS_FOR]->(account)
WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
  AND coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
WITH DISTINCT p
MATCH (report:Report)-[:ABOUT]->(p)
WHERE report.date <= $as_of AND report.date > $as_of - duration({days: $days})
WITH DISTINCT p, report
OPTIONAL MATCH (author:Person)-[:WROTE]->(report)
WITH p, report, author ORDER BY author.name, author.id
WITH p, report, collect(DISTINCT author.name) AS authors
RETURN report.date AS date, report.id AS report_id, p.id AS person_id, p.name AS person, authors,
  report.sympathy AS sympathy, report.trust AS trust, report.competence AS competence,
  report.competitor_resistance AS competitor_resistance, report.loyalty AS loyalty,
  report.price_tolerance AS price_tolerance, report.negotiation_climate AS negotiation_climate,
  report.result AS result, report.finding AS finding
ORDER BY date DESC, person, person_id, report_id

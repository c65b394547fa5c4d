// title: What is still to be done, by whom, until when, and what came before it?
// title_de: Was ist noch zu tun, von wem, bis wann, und woraus ist es entstanden?
// about: Open actions, also those that follow from no report.
// about_de: Offene Anpassungen, auch solche, die aus keinem Bericht folgen.
// returns: due, overdue, action_id, action, responsible, about, report_id, report_date
MATCH (action:Action)
WHERE coalesce(action.status, 'open') = 'open'
OPTIONAL MATCH (p:Person)-[:RESPONSIBLE_FOR]->(action)
WITH action, p ORDER BY p.name, p.id
WITH action, collect(DISTINCT p.name) AS responsible
OPTIONAL MATCH (action)-[:CONCERNS]->(whom:Person)
WITH action, responsible, whom ORDER BY whom.name, whom.id
WITH action, responsible, collect(DISTINCT whom.name) AS about
OPTIONAL MATCH (report:Report)-[:LEADS_TO]->(action)
WITH action, responsible, about, report
WHERE report IS NULL OR coalesce(report.date, $as_of) <= $as_of
RETURN action.due AS due, coalesce(action.due < $as_of, false) AS overdue, action.id AS action_id, action.name AS action,
  responsible, about, report.id AS report_id, report.date AS report_date
ORDER BY due, action, action_id, report_id

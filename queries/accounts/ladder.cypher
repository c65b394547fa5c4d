// title: Who stands on each level at this account, and who of ours meets them there?
// title_de: Wer steht beim Kunden auf welcher Ebene, und wer von uns begegnet ihnen dort?
// about: One row a level, 1 being the top; without level at the end. Ours are those assigned to anybody there, each on
//   their own level with us.
// about_de: Eine Zeile je Ebene, 1 ist die oberste; ohne Ebene am Ende. Von uns stehen dort alle, die jemandem zugeteilt
//   sind, jeder auf seiner eigenen Ebene bei uns.
// uses: account
// returns: level, theirs, ours
UNWIND [1, 2, 3, 4, 0] AS step
CALL (account, step) {
  MATCH (p:Person)-[w:WORKS_FOR]->(account)
  WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
    AND coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  WITH step, p, min(coalesce(w.level, w.read_level)) AS level
  WHERE coalesce(level, 0) = step
  WITH p ORDER BY p.name, p.id
  RETURN collect(p.name) AS theirs
}
CALL (account, step) {
  MATCH (carer:Person)-[care:CARES_FOR]->(p:Person)-[w:WORKS_FOR]->(account)
  WHERE coalesce(p.valid_from, $as_of) <= $as_of AND coalesce(p.valid_to, $as_of) >= $as_of
    AND coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
    AND coalesce(care.valid_from, $as_of) <= $as_of AND coalesce(care.valid_to, $as_of) >= $as_of
    AND coalesce(carer.valid_from, $as_of) <= $as_of AND coalesce(carer.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
    (p)-[own_job:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(own_job.valid_from, $as_of) <= $as_of AND coalesce(own_job.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
  WITH DISTINCT carer, step
  MATCH (carer)-[w:WORKS_FOR]->(us:Company {party: 'own'})
  WHERE coalesce(w.valid_from, $as_of) <= $as_of AND coalesce(w.valid_to, $as_of) >= $as_of
    AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  WITH step, carer, min(coalesce(w.level, w.read_level)) AS level
  WHERE coalesce(level, 0) = step
  WITH carer ORDER BY carer.name, carer.id
  RETURN collect(carer.name) AS ours
}
RETURN CASE WHEN step > 0 THEN step END AS level, theirs, ours
ORDER BY level

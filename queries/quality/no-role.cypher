// title: Which seniors at our accounts have no role that we know of?
// title_de: Welche Führungskräfte bei unseren Kunden haben keine Rolle, die wir kennen?
// about: People down to the level that is given, without a role at the account or at an open opportunity of it.
// about_de: Leute bis zu der angegebenen Ebene ohne Rolle beim Kunden oder bei einem offenen Vorhaben von ihm.
// uses: accounts, people
// parameter: level integer = 2
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, level, job_titles
WITH account, tier, p, w, job_level
WHERE $tier IS NULL OR tier = $tier
WITH account, tier, p, w, job_level ORDER BY job_level, w.job_title, w.id
WITH account, tier, p, min(job_level) AS level, collect(w.job_title) AS job_titles
WHERE level <= $level
  AND NOT EXISTS {
    (p)-[r:PLAYS_ROLE]->(account)
    WHERE coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
  }
  AND NOT EXISTS {
    (p)-[r:PLAYS_ROLE]->(opportunity:Opportunity)<-[has:HAS_OPPORTUNITY]-(account)
    WHERE coalesce(r.valid_from, $as_of) <= $as_of AND coalesce(r.valid_to, $as_of) >= $as_of
      AND coalesce(has.valid_from, $as_of) <= $as_of AND coalesce(has.valid_to, $as_of) >= $as_of
      AND coalesce(opportunity.valid_from, $as_of) <= $as_of AND coalesce(opportunity.valid_to, $as_of) >= $as_of
      AND coalesce(opportunity.is_open, true)
  }
RETURN account.id AS account_id, account.name AS account, tier, p.id AS person_id, p.name AS person, level, job_titles
ORDER BY tier, account, account_id, level, person, person_id

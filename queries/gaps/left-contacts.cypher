// title: Who of our contacts has left the account and still holds a role there?
// title_de: Welcher Ansprechpartner hat den Kunden verlassen und steht dort noch mit einer Rolle?
// about: All jobs at the account have ended; of several roles the weightiest.
// about_de: Alle Stellen beim Kunden sind beendet; von mehreren Rollen die gewichtigste.
// uses: accounts
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, left_on, level
MATCH (account)-[has:HAS_OPPORTUNITY*0..1]->(place)<-[plays:PLAYS_ROLE]-(person:Person)
WHERE ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
  AND all(tie IN has WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of)
  AND coalesce(place.is_open, true)
  AND coalesce(place.valid_from, $as_of) <= $as_of AND coalesce(place.valid_to, $as_of) >= $as_of
  AND coalesce(plays.valid_from, $as_of) <= $as_of AND coalesce(plays.valid_to, $as_of) >= $as_of
  AND coalesce(person.valid_from, $as_of) <= $as_of AND coalesce(person.valid_to, $as_of) >= $as_of
  AND NOT EXISTS {
    MATCH (person)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
    WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
      AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
  }
MATCH (person)-[job:WORKS_FOR]->(account)
WITH account, tier, person, plays.role AS role, max(job.valid_to) AS left_on,
  max(CASE WHEN coalesce(job.valid_to, $as_of) >= $as_of OR job.valid_from > $as_of THEN 1 ELSE 0 END) AS still
WHERE still = 0
WITH account, tier, person, left_on,
  min(CASE role
    WHEN 'decider' THEN 0 WHEN 'co_decider' THEN 1 WHEN 'influencer' THEN 2 WHEN 'champion' THEN 3 WHEN 'blocker' THEN 4
    WHEN 'gatekeeper' THEN 5 WHEN 'buyer' THEN 6 WHEN 'user' THEN 7 ELSE 8
  END) AS place
CALL (person) {
  OPTIONAL MATCH (person)-[job:WORKS_FOR]->(employer)
  WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
    AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
  RETURN min(coalesce(job.level, job.read_level)) AS level
}
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person,
  ['decider', 'co_decider', 'influencer', 'champion', 'blocker', 'gatekeeper', 'buyer', 'user', 'initiator'][place] AS role,
  left_on, level
ORDER BY account, account_id, person, person_id

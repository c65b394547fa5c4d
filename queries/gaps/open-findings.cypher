// title: Which findings of reports has nobody answered, and which actions are late?
// title_de: Auf welche Erkenntnisse hat niemand geantwortet, und welche Anpassungen sind überfällig?
// about: Reports with a finding that leads to no action; a dropped one answers it if its effect says why. Open
//   actions past their due date. The person is whom it is about: of several the one at the account of the
//   highest tier, then in the weightiest role, then by name.
// about_de: Berichte, auf deren Erkenntnis keine Anpassung folgt; eine aufgegebene zählt, wenn ihre Wirkung
//   sagt, warum. Offene Anpassungen nach ihrem Termin. Die Person ist die, um die es geht: von mehreren die
//   beim Kunden der höchsten Klasse, dann mit der gewichtigsten Rolle, dann nach dem Namen.
// uses: places, role_holders, third_parties, concerned, levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, level, record_id, record, finding, due
WITH collect({person: person, account: account, tier: tier, role: role, place: coalesce(place, 9), level: level}) AS everybody
CALL () {
  MATCH (report:Report)
  WHERE coalesce(report.date, $as_of) <= $as_of AND trim(coalesce(report.finding, '')) <> ''
    AND NOT EXISTS {
      MATCH (report)-[:LEADS_TO]->(action:Action)
      WHERE coalesce(action.valid_from, $as_of) <= $as_of AND coalesce(action.valid_to, $as_of) >= $as_of
        AND (coalesce(action.status, 'open') <> 'dropped' OR trim(coalesce(action.effect, '')) <> '')
    }
  OPTIONAL MATCH (report)-[:ABOUT]->(one:Person)
  RETURN report AS about, one
  UNION
  MATCH (action:Action)
  WHERE coalesce(action.status, 'open') = 'open' AND action.due < $as_of
    AND coalesce(action.valid_from, $as_of) <= $as_of AND coalesce(action.valid_to, $as_of) >= $as_of
    AND (NOT EXISTS { MATCH (action)<-[:LEADS_TO]-(:Report) } OR EXISTS {
      MATCH (action)<-[:LEADS_TO]-(report:Report) WHERE coalesce(report.date, $as_of) <= $as_of
    })
  CALL (action) {
    OPTIONAL MATCH (action)-[:CONCERNS]->(one:Person)
    RETURN one
    UNION
    MATCH (action)<-[:LEADS_TO]-(report:Report)-[:ABOUT]->(one:Person)
    WHERE coalesce(report.date, $as_of) <= $as_of AND NOT EXISTS { MATCH (action)-[:CONCERNS]->(:Person) }
    RETURN one
  }
  RETURN action AS about, one
}
WITH about, [known IN everybody WHERE known.person = one][0] AS known
ORDER BY about.id, coalesce(known.tier, 'none'), coalesce(known.place, 9), known.person.name, known.person.id
WITH about, collect(known)[0] AS main
WITH about, main.account AS account, main.tier AS tier, main.person AS person, main.role AS role, main.level AS level
WHERE ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level,
  about.id AS record_id, about.name AS record, about.finding AS finding, about.due AS due
ORDER BY account, account_id, person, person_id, record_id

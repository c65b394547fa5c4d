// title: Who is invited to a measure that is meant for other levels?
// title_de: Wer ist zu einer Maßnahme eingeladen, die für andere Ebenen gedacht ist?
// about: Measures planned or approved, dated from today on or without date; invited is who has not declined.
//   The level over all jobs decides (any_level).
// about_de: Geplante und genehmigte Maßnahmen, ab heute oder ohne Datum; eingeladen ist, wer nicht abgesagt
//   hat. Es entscheidet die Ebene über alle Stellen (any_level).
// uses: places, role_holders, third_parties, concerned, levels_there
// parameter: account account = null
// parameter: tier tier = null
// parameter: fits table = policy measures.fits
// returns: account_id, account, tier, person_id, person, role, level, any_level, measure_id, measure, kind, date
WITH * WHERE ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
MATCH (person)-[invited:INVITED_TO]->(measure:Measure)
WHERE coalesce(invited.answer, 'invited') <> 'declined'
  AND measure.status IN ['planned', 'approved'] AND coalesce(measure.date, $as_of) >= $as_of
CALL (person) {
  OPTIONAL MATCH (person)-[job:WORKS_FOR]->(employer)
  WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
    AND coalesce(employer.valid_from, $as_of) <= $as_of AND coalesce(employer.valid_to, $as_of) >= $as_of
  RETURN min(coalesce(job.level, job.read_level)) AS any_level
}
WITH * WHERE any_level IS NOT NULL AND NOT coalesce(any_level IN $fits[measure.kind], true)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level, any_level,
  measure.id AS measure_id, measure.name AS measure, measure.kind AS kind, measure.date AS date
ORDER BY account, account_id, person, person_id, measure, measure_id

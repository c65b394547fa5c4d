// title: Whom do we meet more often than needed?
// title_de: Wen treffen wir öfter als nötig?
// about: People of an account with more contacts in 365 days than most and than required, who have no role anywhere or
//   belong only to C accounts; several contacts on one day count once.
// about_de: Personen eines Kunden mit mehr Kontakten in 365 Tagen als most und als vorgesehen, ohne Rolle oder nur bei
//   C-Kunden; mehrere Kontakte an einem Tag zählen einmal.
// uses: any_contact, places, role_holders, third_parties, workers, belongings, yearly_contacts
// parameter: account account = null
// parameter: tier tier = null
// parameter: most integer = policy stale.over_care_contacts
// returns: account_id, account, tier, person_id, person, role, level, contacts, required
WITH person, belongs, contacts,
  reduce(most = 0, one IN belongs | CASE WHEN one.needed AND one.contacts_per_year > most THEN one.contacts_per_year ELSE most END)
    AS required
WHERE contacts > $most AND contacts > required
  AND (none(one IN belongs WHERE one.role IS NOT NULL)
    OR none(one IN belongs WHERE one.tier <> 'C' AND (one.works OR one.role IS NOT NULL)))
UNWIND belongs AS place
WITH person, contacts, required, place WHERE place.works
WITH person, contacts, required, place.account AS account, place.tier AS tier, place.role AS role
MATCH (person)-[job:WORKS_FOR]->(account)
WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
WITH person, contacts, required, account, tier, role, min(coalesce(job.level, job.read_level)) AS level
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level,
  contacts, required
ORDER BY account, account_id, person, person_id

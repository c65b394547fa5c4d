// title: Whom have their carers not met for too long?
// title_de: Wen haben seine Betreuer zu lange nicht getroffen?
// about: Last contact with any present carer, or the start of the assignment, is longer ago than 365 days /
//   contacts_per_year x slack; without either: never.
// about_de: Der letzte Kontakt mit einem heutigen Betreuer oder der Beginn der Zuordnung liegt länger
//   zurück als 365 Tage / contacts_per_year x slack; ohne beides: nie.
// uses: any_contact, our_people, places, role_holders, third_parties, needs, carers_today, levels_there
// parameter: account account = null
// parameter: tier tier = null
// parameter: slack number = policy stale.slack
// returns: account_id, account, tier, person_id, person, role, level, last_contact, contacts_per_year, carer_id, carers
WITH * WHERE size(carers_today) > 0 AND contacts_per_year > 0
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
WITH *,
  reduce(latest = null, one IN carers_today | CASE WHEN latest IS NULL OR one.last > latest THEN one.last ELSE latest END)
    AS last_contact,
  reduce(latest = null, one IN carers_today | CASE WHEN latest IS NULL OR one.since > latest THEN one.since ELSE latest END)
    AS assigned_since
WITH *, CASE WHEN last_contact IS NULL OR assigned_since > last_contact THEN assigned_since ELSE last_contact END AS clock
WHERE clock IS NULL OR duration.inDays(clock, $as_of).days * contacts_per_year > 365 * $slack
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level, last_contact, contacts_per_year,
  CASE WHEN size(carers_today) = 1 THEN carers_today[0].id END AS carer_id,
  [one IN carers_today | one.name] AS carers
ORDER BY account, account_id, person, person_id

// title: Who has carers, and fewer contacts with us in a year than should be?
// title_de: Wer hat Betreuung, aber weniger Kontakte mit uns im Jahr als vorgesehen?
// about: Contacts of the last 365 days with anybody of ours; several on one day count once. Where care began within
//   them, only its share of contacts_per_year is due, rounded down.
// about_de: Kontakte der letzten 365 Tage mit irgendjemandem von uns; mehrere an einem Tag zählen einmal. Begann die
//   Betreuung in dieser Zeit, ist nur ihr Anteil an contacts_per_year fällig, abgerundet.
// uses: any_contact, our_people, places, role_holders, third_parties, needs, carers_today, care_since,
//   yearly_contacts, levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, level, contacts, contacts_per_year, due,
//   care_since, carer_id, carers
WITH *, contacts_per_year * care_days / 365 AS due
WITH * WHERE size(carers_today) > 0 AND contacts < due
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level,
  contacts, contacts_per_year, due, care_since,
  CASE WHEN size(carers_today) = 1 THEN carers_today[0].id END AS carer_id,
  [one IN carers_today | one.name] AS carers
ORDER BY account, account_id, person, person_id

// title: Who has carers, and fewer contacts with us in a year than should be?
// title_de: Wer hat Betreuung, aber weniger Kontakte mit uns im Jahr als vorgesehen?
// about: Contacts of the last 365 days with anybody of ours; several on one day count once.
// about_de: Kontakte der letzten 365 Tage mit irgendjemandem von uns; mehrere an einem Tag zählen einmal.
// uses: any_contact, our_people, places, role_holders, third_parties, needs, carers_today, yearly_contacts,
//   levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, level, contacts, contacts_per_year, carer_id, carers
WITH * WHERE size(carers_today) > 0 AND contacts < contacts_per_year
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, level,
  contacts, contacts_per_year,
  CASE WHEN size(carers_today) = 1 THEN carers_today[0].id END AS carer_id,
  [one IN carers_today | one.name] AS carers
ORDER BY account, account_id, person, person_id

// title: Who needs care, had somebody of ours, and has nobody now?
// title_de: Wer braucht Betreuung, hatte jemanden von uns und hat jetzt niemanden mehr?
// about: The assignment has ended, or who had it has left us.
// about_de: Die Zuordnung ist beendet, oder wer sie hatte, hat uns verlassen.
// uses: our_people, places, role_holders, third_parties, needs, carers_today, former_care, levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, presumed, level
WITH * WHERE size(carers_today) = 0 AND once_cared
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, presumed, level
ORDER BY account, account_id, person, person_id

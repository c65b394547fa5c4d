// title: Who influences our accounts, needs care, and has nobody of ours, nor ever had?
// title_de: Wer hat Einfluss auf unsere Kunden, braucht Betreuung und hat niemanden von uns und hatte nie
//   jemanden?
// about: Every other role than decider and co-decider, and the third parties that count at an account of
//   tier A or B.
// about_de: Jede andere Rolle als Entscheider und Mitentscheider, und die Dritten, auf die es bei A- und
//   B-Kunden ankommt.
// uses: our_people, places, role_holders, third_parties, needs, carers_today, former_care, levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, third_party, level
WITH * WHERE ((role IS NULL AND third_party) OR NOT role IN ['decider', 'co_decider'])
  AND size(carers_today) = 0 AND NOT once_cared
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, third_party, level
ORDER BY account, account_id, person, person_id

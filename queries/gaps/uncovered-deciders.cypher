// title: Who decides at our accounts, needs care, and has nobody of ours, nor ever had?
// title_de: Wer entscheidet bei unseren Kunden, braucht Betreuung und hat niemanden von uns und hatte nie
//   jemanden?
// about: Deciders and co-deciders, presumed ones included; who is asked for how much care stands in the
//   care policy. Objectors need none.
// about_de: Entscheider und Mitentscheider, auch vermutete; wem wie viel Betreuung zusteht, sagt die
//   Betreuungsrichtlinie. Wer Kontakt ablehnt, braucht keine.
// uses: our_people, places, role_holders, third_parties, needs, carers_today, former_care, levels_there
// parameter: account account = null
// parameter: tier tier = null
// returns: account_id, account, tier, person_id, person, role, presumed, level
WITH * WHERE role IN ['decider', 'co_decider'] AND size(carers_today) = 0 AND NOT once_cared
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, presumed, level
ORDER BY account, account_id, person, person_id

// title: Who decides, needs care, and has no care profile or an old one?
// title_de: Wer entscheidet, braucht Betreuung und hat kein Betreuungsprofil oder ein altes?
// about: A profile is a preferred channel, topics, or what to avoid; a filled one without date is no gap.
// about_de: Ein Profil ist ein bevorzugter Weg, Themen, oder was zu vermeiden ist; ein ausgefülltes ohne Datum
//   ist keine Lücke.
// uses: any_profile, our_people, places, role_holders, third_parties, needs, levels_there
// parameter: account account = null
// parameter: tier tier = null
// parameter: months integer = policy stale.profile_months
// returns: account_id, account, tier, person_id, person, role, presumed, level, profile_updated, is_empty
WITH *, person.preferred_channel IS NULL AND person.topics IS NULL AND person.avoid IS NULL AS is_empty
WHERE role IN ['decider', 'co_decider']
  AND (is_empty OR person.profile_updated < $as_of - duration({months: $months}))
  AND ($account IS NULL OR account.id = $account) AND ($tier IS NULL OR tier = $tier)
RETURN account.id AS account_id, account.name AS account, tier, person.id AS person_id, person.name AS person, role, presumed,
  level, person.profile_updated AS profile_updated, is_empty
ORDER BY account, account_id, person, person_id

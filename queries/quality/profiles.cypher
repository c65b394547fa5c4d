// title: Whose care profile is missing or old, among those who have a role at our accounts?
// title_de: Wessen Betreuungsprofil fehlt oder ist alt, unter denen mit einer Rolle bei unseren Kunden?
// uses: accounts, roles
// parameter: months integer = 18
// returns: account_id, account, tier, person_id, person, roles, profile_updated, is_empty
WITH account, tier, p, r.role AS role ORDER BY role
WITH account, tier, p, collect(DISTINCT role) AS roles,
  p.preferred_channel IS NULL AND p.topics IS NULL AND p.avoid IS NULL AS is_empty
WHERE coalesce(p.contact_allowed, true)
  AND (is_empty OR p.profile_updated < $as_of - duration({months: $months}))
RETURN account.id AS account_id, account.name AS account, tier, p.id AS person_id, p.name AS person, roles,
  p.profile_updated AS profile_updated, is_empty
ORDER BY tier, account, account_id, person, person_id

// about: After role_holders: whoever decides at an account, as person; objectors are left out.
WITH account, tier, holder AS person, role, presumed
WHERE role = 'decider' AND coalesce(person.contact_allowed, true)
WITH account, tier, person, max(CASE WHEN presumed THEN 1 ELSE 0 END) = 1 AS presumed

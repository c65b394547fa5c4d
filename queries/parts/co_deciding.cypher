// about: Who decides at an account or takes part in deciding, presumed ones too: person, with the weightier role.
WITH account, tier, holder AS person, role, presumed WHERE role IN ['decider', 'co_decider']
WITH account, tier, person, min(CASE role WHEN 'decider' THEN 0 ELSE 1 END) AS place,
  max(CASE WHEN presumed THEN 1 ELSE 0 END) = 1 AS presumed
WITH account, tier, person, ['decider', 'co_decider'][place] AS role, presumed

// about: Goes on only where the care policy asks nothing for some deciders or co-deciders who may be owed
//   care for another reason.
// parameter: care table = policy care
// parameter: observed table = policy observed
WITH $care AS care
WHERE any(tier IN ['A', 'B', 'C'] WHERE
  (coalesce(care[tier].decider.carers, 0) = 0 OR coalesce(care[tier].co_decider.carers, 0) = 0)
  AND (coalesce(care[tier].other.carers, 0) > 0 OR $observed.counts_as_care = 'observed'
    OR (tier <> 'C' AND coalesce(care.third_party.carers, 0) > 0)))

// about: After co_deciding: those whom ours may meet, at accounts of tier A or B, as p.
WITH account, tier, person AS p WHERE tier IN ['A', 'B'] AND coalesce(person.contact_allowed, true)

// about: Nothing is said about the last contact where no contact at all is recorded.
MATCH (contact:Interaction) WHERE coalesce(contact.date, $as_of) <= $as_of
WITH contact LIMIT 1

// about: Besides who holds a role: the third parties that count at an account of tier A or B (third), and,
//   without role, the people there with whom contacts were agreed.
// parameter: care table = policy care
CALL (account, tier, holder, role, presumed) {
  RETURN holder AS person, role AS held, presumed AS guessed, false AS third
  UNION
  WITH account, tier, holder, role
  WHERE tier IN ['A', 'B'] AND coalesce($care.third_party.carers, 0) > 0
  CALL (account, holder, role) {
    WITH holder, role WHERE role IN ['decider', 'co_decider']
    MATCH (holder)<-[tie:INFLUENCES|ADVISES]-(outsider:Person)
    WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
    RETURN outsider
    UNION
    WITH holder, role WHERE role = 'decider'
    MATCH (holder)-[tie:KNOWS]-(outsider:Person)
    WHERE outsider.standing IS NOT NULL
      AND coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
    RETURN outsider
    UNION
    WITH account, holder WHERE holder IS NULL
    MATCH (account)<-[tie:ADVISES]-(outsider:Person)
    WHERE coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
    RETURN outsider
    UNION
    WITH account, holder WHERE holder IS NULL
    MATCH (account)-[tie:REGULATES|MEMBER_OF]-(body:Organisation)<-[seat:HOLDS_OFFICE|WORKS_FOR]-(outsider:Person)
    WHERE (type(tie) = 'REGULATES') = (startNode(tie) = body)
      AND (type(seat) = 'HOLDS_OFFICE' OR coalesce(seat.level, seat.read_level) <= 2)
      AND coalesce(tie.valid_from, $as_of) <= $as_of AND coalesce(tie.valid_to, $as_of) >= $as_of
      AND coalesce(body.valid_from, $as_of) <= $as_of AND coalesce(body.valid_to, $as_of) >= $as_of
      AND coalesce(seat.valid_from, $as_of) <= $as_of AND coalesce(seat.valid_to, $as_of) >= $as_of
    RETURN outsider
  }
  WITH account, outsider
  WHERE coalesce(outsider.valid_from, $as_of) <= $as_of AND coalesce(outsider.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
      MATCH (outsider)-[job:WORKS_FOR]->(account)
      WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
    }
    AND NOT EXISTS {
      MATCH (outsider)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
  RETURN outsider AS person, null AS held, false AS guessed, true AS third
  UNION
  WITH account, holder WHERE holder IS NULL
  CALL (account) {
    MATCH (account)<-[job:WORKS_FOR]-(agreed_with:Person)
    WHERE coalesce(job.valid_from, $as_of) <= $as_of AND coalesce(job.valid_to, $as_of) >= $as_of
      AND EXISTS { MATCH (agreed_with)<-[cares:CARES_FOR]-(:Person) WHERE cares.contacts_per_year > 0 }
    RETURN agreed_with
    UNION
    UNWIND CASE WHEN account IS NULL THEN [true] ELSE [] END AS once
    MATCH (agreed_with:Person)<-[cares:CARES_FOR]-(:Person) WHERE cares.contacts_per_year > 0
    RETURN agreed_with
  }
  WITH agreed_with
  WHERE coalesce(agreed_with.valid_from, $as_of) <= $as_of AND coalesce(agreed_with.valid_to, $as_of) >= $as_of
    AND NOT EXISTS {
      MATCH (agreed_with)-[ours:WORKS_FOR]->(us:Company {party: 'own'})
      WHERE coalesce(ours.valid_from, $as_of) <= $as_of AND coalesce(ours.valid_to, $as_of) >= $as_of
        AND coalesce(us.valid_from, $as_of) <= $as_of AND coalesce(us.valid_to, $as_of) >= $as_of
    }
  RETURN agreed_with AS person, null AS held, false AS guessed, false AS third
}

// about: The account that is asked for, as account.
// parameter: account account
MATCH (account:Company|Organisation {id: $account})

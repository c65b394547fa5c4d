"""Hand-made: influencers and third parties without care."""

from .drawing import Drawing
from .handmade_case import found, known_decider, network


@network(found("uncovered-influencer", 12, "Gerd", level=4))
def a_gatekeeper_nobody_cares_for() -> Drawing:
    # Otto(1)          Gerd(4) gatekeeper [B]
    return known_decider().theirs("Gerd", "Musterwerk", "gatekeeper", 4)


@network()
def a_user_needs_no_care() -> Drawing:
    # Otto(1)          Gerd(4) user [B]
    return known_decider().theirs("Gerd", "Musterwerk", "user", 4)


@network(found("uncovered-influencer", 12, "Ute"))
def a_third_party_who_influences_a_decider() -> Drawing:
    # Ute, employed nowhere --influences--> Dora decider [B]
    return known_decider().person("Ute").link("Ute", "INFLUENCES", "Dora")


@network()
def a_third_party_of_a_small_account_needs_no_care() -> Drawing:
    # Ute --influences--> Dora decider [C]
    return known_decider("C").person("Ute").link("Ute", "INFLUENCES", "Dora")


@network()
def a_third_party_who_influences_only_a_user() -> Drawing:
    # Ute --influences--> Gerd user [B]
    return a_user_needs_no_care().person("Ute").link("Ute", "INFLUENCES", "Gerd")


@network(found("uncovered-influencer", 12, "Ute"))
def an_opinion_leader_whom_a_decider_knows() -> Drawing:
    # Dora decider [B] --knows--> Ute, opinion leader
    return known_decider().person("Ute", standing=("opinion_leader",)).link("Dora", "KNOWS", "Ute")


@network()
def an_acquaintance_without_standing() -> Drawing:
    # Dora decider [B] --knows--> Ute
    return known_decider().person("Ute").link("Dora", "KNOWS", "Ute")


@network(found("uncovered-influencer", 12, "Ute", level=2), found("uncovered-influencer", 12, "Veit"))
def the_seniors_of_an_association_and_an_authority() -> Drawing:
    # [B] --member of--> Verband: Ute(2), Wim(3)      Amt --regulates--> [B]      Veit holds office in Amt
    drawing = known_decider().organisation("Verband").organisation("Amt", "authority")
    drawing.link("Musterwerk", "MEMBER_OF", "Verband").link("Amt", "REGULATES", "Musterwerk")
    drawing.theirs("Ute", "Verband", level=2).theirs("Wim", "Verband", level=3)
    return drawing.person("Veit").link("Veit", "HOLDS_OFFICE", "Amt", office="Beirat")


@network()
def an_employee_is_no_third_party() -> Drawing:
    # Gerd(4) user [B] --influences--> Dora decider [B]
    return a_user_needs_no_care().link("Gerd", "INFLUENCES", "Dora")


@network(found("uncovered-influencer", 12, "Ute"))
def a_third_party_who_influences_a_co_decider() -> Drawing:
    # Ute --influences--> Emil co-decider who objects [B]
    drawing = known_decider().theirs("Emil", "Musterwerk", "co_decider", contact_allowed=False)
    return drawing.person("Ute").link("Ute", "INFLUENCES", "Emil")


@network()
def an_opinion_leader_who_knows_only_a_co_decider() -> Drawing:
    # Ute, opinion leader --knows--> Emil co-decider who objects [B]
    drawing = known_decider().theirs("Emil", "Musterwerk", "co_decider", contact_allowed=False)
    return drawing.person("Ute", standing=("opinion_leader",)).link("Ute", "KNOWS", "Emil")

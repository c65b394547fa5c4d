"""Hand-made: unknown roles, people who have left, whole groups."""

from .drawing import AS_OF, Drawing, ago
from .handmade_case import found, known_decider, network


@network(found("missing-role", 24, about="Neubau"))
def an_opportunity_whose_decider_is_unknown() -> Drawing:
    # [C] has Neubau, open: Gerd user;  Umbau, open: Dora decider who objects
    drawing = Drawing().customer("Musterwerk", "C").ours("Otto", 1)
    drawing.opportunity("Neubau", "Musterwerk").opportunity("Umbau", "Musterwerk")
    drawing.theirs("Gerd", "Musterwerk").role("Gerd", "user", "Neubau")
    return drawing.theirs("Dora", "Musterwerk", contact_allowed=False).role("Dora", "decider", "Umbau")


@network()
def a_decider_at_the_account_counts_for_each_opportunity() -> Drawing:
    # [C] has Neubau and Umbau, both open; Dora decider at [C] who objects
    return known_decider("C").opportunity("Neubau", "Musterwerk").opportunity("Umbau", "Musterwerk")


@network(found("missing-role", 48))
def a_large_account_without_any_role() -> Drawing:
    # Gerd(3), no role [B];  its only opportunity is closed
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).theirs("Gerd", "Musterwerk", level=3)
    return drawing.opportunity("Altbau", "Musterwerk", is_open=False)


@network()
def a_small_account_without_opportunity_may_be_unknown() -> Drawing:
    # Gerd(3), no role [C]
    return Drawing().customer("Musterwerk", "C").ours("Otto", 1).theirs("Gerd", "Musterwerk", level=3)


LEFT = found("left-contact", 48, "Dora")


@network(LEFT, found("missing-role", 48, instead=LEFT))
def the_decider_has_left() -> Drawing:
    # Otto(1)          Dora decider, left [B] yesterday
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).person("Dora")
    return drawing.job("Dora", "Musterwerk", 1, valid_to=ago(1)).role("Dora", "decider", "Musterwerk")


@network(found("missing-role", 48), found("left-contact", 16, "Dora"))
def a_user_who_left_does_not_explain_the_missing_decider() -> Drawing:
    # Otto(1)          Dora user, left [B] yesterday
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).person("Dora")
    return drawing.job("Dora", "Musterwerk", 1, valid_to=ago(1)).role("Dora", "user", "Musterwerk")


@network()
def the_decider_leaves_today() -> Drawing:
    # Otto(1) ==> Dora(1) decider, last day at [B]
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).person("Dora")
    drawing.job("Dora", "Musterwerk", 1, valid_to=AS_OF).role("Dora", "decider", "Musterwerk")
    return drawing.cares("Otto", "Dora")


@network()
def the_decider_has_another_job_there() -> Drawing:
    # Otto(1) ==> Dora(1) decider, one job at [B] ended, one goes on
    return the_decider_leaves_today().job("Dora", "Musterwerk", 3, valid_from=ago(900), valid_to=ago(1))


@network()
def an_adviser_never_had_a_job_there() -> Drawing:
    # Otto(1) ==> Dora, employed nowhere, decider [B]
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).person("Dora")
    return drawing.role("Dora", "decider", "Musterwerk").cares("Otto", "Dora")


@network(
    LEFT,
    found("missing-role", 48, instead=LEFT),
    found("uncovered-decider", 40, "Emil", level=1, account="Nachfolger"),
)
def a_leaver_goes_on_at_the_new_account() -> Drawing:
    # Dora decider, left Musterwerk [B];  Emil(1) left Musterwerk too and is co-decider at Nachfolger [B]
    drawing = the_decider_has_left().customer("Nachfolger", "B").theirs("Emil", "Nachfolger", level=1)
    drawing.job("Emil", "Musterwerk", 1, valid_to=ago(9)).role("Emil", "co_decider", "Nachfolger")
    return drawing.theirs("Fritz", "Nachfolger", "decider", contact_allowed=False)


LEFT_INFLUENCER = found("left-contact", 16, "Ute")


@network(LEFT_INFLUENCER, found("uncovered-influencer", 12, "Ute", instead=LEFT_INFLUENCER))
def everything_about_a_leaver_stands_under_left_contact() -> Drawing:
    # Ute champion, left [B] yesterday, still --influences--> Dora decider
    drawing = known_decider().person("Ute").job("Ute", "Musterwerk", 3, valid_to=ago(1))
    return drawing.role("Ute", "champion", "Musterwerk").link("Ute", "INFLUENCES", "Dora")


CARE_GAPS = frozenset(
    [
        "uncovered-decider",
        "uncovered-influencer",
        "lost-carer",
        "single-threaded-person",
        "single-threaded-account",
        "level-mismatch",
        "missing-rung",
        "stale-care",
        "overloaded-carer",
        "under-cared",
        "weak-relationship",
        "unreported-care",
        "missing-profile",
        "over-cared",
        "unassigned-care",
        "successor-missing",
    ]
)


@network(found("missing-role", 48), found("left-contact", 16, "Gerd"), not_run=CARE_GAPS)
def without_own_people_only_two_checks_run() -> Drawing:
    # nobody of ours      Emil(1) co-decider, Gerd user who has left [B]
    drawing = Drawing().customer("Musterwerk", "B").theirs("Emil", "Musterwerk", "co_decider", 1)
    drawing.person("Gerd").job("Gerd", "Musterwerk", valid_to=ago(1))
    return drawing.role("Gerd", "user", "Musterwerk")


def company_and_subsidiary() -> Drawing:
    drawing = Drawing().customer("Musterwerk", "B").customer("Tochter", "C").ours("Otto", 1)
    drawing.link("Tochter", "PART_OF", "Musterwerk").theirs("Dora", "Tochter", level=1)
    drawing.role("Dora", "decider", "Tochter").job("Dora", "Musterwerk", 2, valid_to=ago(1))
    return drawing.role("Dora", "champion", "Musterwerk").cares("Otto", "Dora")


@network(found("left-contact", 16, "Dora", level=1), found("missing-role", 48))
def each_company_of_a_group_by_itself() -> Drawing:
    # Tochter [C] --part of--> Musterwerk [B]
    # Otto(1) ==> Dora(1) decider at Tochter, champion who left Musterwerk
    return company_and_subsidiary()


@network(group=True)
def a_group_as_one_account() -> Drawing:
    # the same: one account [B]; Dora(1) has not left it and is its decider
    return company_and_subsidiary()


@network()
def the_decider_of_the_only_opportunity_is_known() -> Drawing:
    # [B] has Neubau, open: Dora decider who objects
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).opportunity("Neubau", "Musterwerk")
    return drawing.theirs("Dora", "Musterwerk", contact_allowed=False).role("Dora", "decider", "Neubau")


LEFT_SMALL = found("left-contact", 24, "Dora")


@network(
    LEFT_SMALL,
    found("missing-role", 24, about="Umbau", instead=LEFT_SMALL),
    found("missing-role", 24, about="Neubau"),
)
def a_leaver_explains_only_their_own_opportunity() -> Drawing:
    # [C] has Umbau and Neubau, both open: Dora, left yesterday, decider of Umbau
    drawing = Drawing().customer("Musterwerk", "C").ours("Otto", 1).person("Dora")
    drawing.opportunity("Umbau", "Musterwerk").opportunity("Neubau", "Musterwerk")
    return drawing.job("Dora", "Musterwerk", 1, valid_to=ago(1)).role("Dora", "decider", "Umbau")


GROUP_DECIDER = found("uncovered-decider", 60, "Dora", level=1)


@network(GROUP_DECIDER, found("missing-rung", 30, level=1, instead=GROUP_DECIDER), group=True)
def a_company_that_is_no_account_belongs_to_its_group() -> Drawing:
    # Werkstatt, party other --part of--> Musterwerk [B]      Otto(1)      Dora(1) decider at Werkstatt
    drawing = Drawing().customer("Musterwerk", "B").customer("Werkstatt", party="other").ours("Otto", 1)
    return drawing.link("Werkstatt", "PART_OF", "Musterwerk").theirs("Dora", "Werkstatt", "decider", 1)


@network(found("missing-role", 24, about="Neubau"))
def an_opportunity_is_open_until_told_closed() -> Drawing:
    # [C] has Neubau, of which nobody said whether it is open
    drawing = Drawing().customer("Musterwerk", "C").ours("Otto", 1).node("Neubau", "Opportunity")
    return drawing.link("Musterwerk", "HAS_OPPORTUNITY", "Neubau")

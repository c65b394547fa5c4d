"""Hand-made: ties to competitors, contact despite objection, carers who go, contacts that thin out."""

from .drawing import AS_OF, Drawing, ago
from .handmade_care import a_decider_nobody_cares_for
from .handmade_case import found, known_decider, network
from .handmade_contacts import EVERY_CHECK

TIED = found("competitor-tie", 42, "Dora", level=1)
BREACH = found("contact-despite-objection", 60, "Dora", carer="Otto", level=1)
FOLLOWER = found("successor-missing", 36, "Dora", carer="Otto", level=1)


@network(TIED)
def a_decider_tied_to_two_competitors_is_one_finding() -> Drawing:
    # Otto(1)          Dora(1) decider [B], objects --TIED_TO--> Rival, Gegner
    return known_decider().tied("Dora", "Rival").tied("Dora", "Gegner")


@network(TIED)
def a_tie_on_its_last_day_still_holds() -> Drawing:
    # the same, the tie ends today
    return known_decider().tied("Dora", "Rival", valid_to=AS_OF)


@network()
def a_tie_of_the_past_is_none() -> Drawing:
    # the same, ended yesterday; nor is a user's tie one, nor a tie to somebody who is no competitor any more
    drawing = known_decider().tied("Dora", "Rival", valid_to=ago(1))
    drawing.theirs("Udo", "Musterwerk", "user", 4).tied("Udo", "Rival")
    return drawing.node("Freund", "Company", party="sales_partner").link("Dora", "TIED_TO", "Freund")


GONE = found("left-contact", 48, "Dora")


@network(GONE, found("missing-role", 48, instead=GONE))
def a_leaver_decides_nothing_any_more() -> Drawing:
    # Otto(1)          Dora, decider who left yesterday [B] --TIED_TO--> Rival
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).person("Dora", contact_allowed=False)
    drawing.job("Dora", "Musterwerk", 1, valid_to=ago(1)).role("Dora", "decider", "Musterwerk")
    return drawing.tied("Dora", "Rival")


def objected(days: int = 30) -> Drawing:
    """Dora objected so many days ago."""
    drawing = known_decider()
    drawing.graph.nodes["Dora"]["objected_on"] = ago(days)
    return drawing


@network(BREACH, not_run=EVERY_CHECK)
def a_mail_on_the_day_after_the_objection() -> Drawing:
    # Dora(1) decider [B] objected 30 days ago      Otto --mail 29 days ago--> Dora
    return objected().contact(ago(29), "mail", sender="Otto", recipient="Dora")


@network(not_run=EVERY_CHECK)
def a_mail_on_the_day_of_the_objection() -> Drawing:
    # the same, 30 days ago
    return objected().contact(ago(30), "mail", sender="Otto", recipient="Dora")


@network(not_run=EVERY_CHECK)
def what_the_objector_alone_started_is_no_breach() -> Drawing:
    # Dora objected 30 days ago; she writes to Otto, and calls him
    drawing = objected().contact(ago(3), "mail", sender="Dora", recipient="Otto")
    return drawing.contact(ago(2), "call", organiser="Dora", participant="Otto")


@network(BREACH, not_run=EVERY_CHECK)
def a_mailing_list_is_a_breach_too() -> Drawing:
    # one mail of Otto to six people, Dora among them: no care, but a contact that she objected to
    drawing = objected().person("N1").person("N2").person("N3").person("N4").person("N5")
    return drawing.contact(ago(1), "mail", sender="Otto", recipient="Dora N1 N2 N3 N4 N5")


@network(found("contact-despite-objection", 60, "Dora", level=1), not_run=EVERY_CHECK)
def two_of_ours_had_contact() -> Drawing:
    # Otto(1) calls, Paula(1) meets Dora, who objected 30 days ago
    drawing = objected().ours("Paula", 1).contact(ago(1), "call", organiser="Otto", participant="Dora")
    return drawing.contact(ago(2), "meeting", organiser="Paula", participant="Dora")


@network(BREACH, not_run=EVERY_CHECK)
def a_measure_attended_after_the_objection() -> Drawing:
    # Otto hosts, Dora attends ten days ago; an old visit of Otto among ours
    drawing = objected().ours("Paula", 1).contact(ago(400), "visit", organiser="Otto", participant="Paula")
    return drawing.measure(ago(10), hosts="Otto", attended="Dora")


@network(not_run=EVERY_CHECK)
def without_the_day_of_the_objection_nothing_is_found() -> Drawing:
    # Dora objected, nobody knows when; Otto visits her
    return known_decider().contact(ago(1), "visit", organiser="Otto", participant="Dora")


@network(
    found("contact-despite-objection", 10, "Ute", account=None, carer="Otto"),
    not_run=EVERY_CHECK,
)
def an_objector_of_no_account() -> Drawing:
    # Ute, employed nowhere, objected 30 days ago; Otto visits her
    drawing = known_decider().person("Ute", contact_allowed=False, objected_on=ago(30))
    return drawing.contact(ago(1), "visit", organiser="Otto", participant="Ute")


@network(
    found("contact-despite-objection", 60, "Emil", account="Zweitwerk", carer="Otto", level=3),
    not_run=EVERY_CHECK,
)
def the_main_account_is_where_there_is_a_role() -> Drawing:
    # Emil works for Musterwerk [A] and is a co-decider of Zweitwerk [A]: a role counts more than a job
    drawing = known_decider("A").customer("Zweitwerk", "A").theirs("Emil", "Musterwerk", None, 3)
    drawing.role("Emil", "co_decider", "Zweitwerk").role("Dora", "decider", "Zweitwerk")
    drawing.graph.nodes["Emil"].update(contact_allowed=False, objected_on=ago(30))
    return drawing.contact(ago(1), "visit", organiser="Otto", participant="Emil")


def cared_until(days: int) -> Drawing:
    """Otto(1) ==> Dora(1) decider [B]; Otto leaves us in so many days."""
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1, valid_to=ago(-days)).ours("Paula", 1)
    return drawing.theirs("Dora", "Musterwerk", "decider", 1).cares("Otto", "Dora")


@network(FOLLOWER)
def the_only_carer_leaves_us_in_ninety_days() -> Drawing:
    # Otto(1), last day in 90 days ==> Dora(1) decider [B]      Paula(1)
    return cared_until(90)


@network()
def the_only_carer_leaves_us_in_ninety_one_days() -> Drawing:
    # the same, in 91 days
    return cared_until(91)


@network()
def a_next_job_with_us_keeps_the_carer() -> Drawing:
    # the same in 90 days, and a job with us from then on
    return cared_until(90).job("Otto", "Us", 1, valid_from=ago(-91))


@network()
def a_successor_is_recorded() -> Drawing:
    # Otto(1), last day in 90 days; Paula(1) cares from then on
    return cared_until(90).cares("Paula", "Dora", valid_from=ago(-91))


@network(FOLLOWER)
def a_successor_who_leaves_as_well_is_none() -> Drawing:
    # the same, but Lena(1), who is to follow, leaves in 30 days
    drawing = cared_until(90).ours("Lena", 1, valid_to=ago(-30))
    return drawing.cares("Lena", "Dora", valid_from=ago(-91))


@network()
def another_carer_stays() -> Drawing:
    # Otto(1), last day today, and Paula(1) =deputy=> Dora(1) decider [B]
    return cared_until(0).cares("Paula", "Dora", "deputy")


@network(found("successor-missing", 36, "Dora", level=1))
def both_carers_go_each_in_their_way() -> Drawing:
    # Otto(1), last day today; Paula's deputy ends in 20 days
    return cared_until(0).cares("Paula", "Dora", "deputy", valid_to=ago(-20))


@network()
def of_two_assignments_of_a_pair_the_later_counts() -> Drawing:
    # Otto(1) =carer until tomorrow, deputy without end=> Dora(1) decider [B]
    drawing = a_decider_nobody_cares_for().cares("Otto", "Dora", valid_to=ago(-1))
    return drawing.cares("Otto", "Dora", "deputy")


LEFT = found("left-contact", 16, "Gerd")


@network(
    LEFT,
    found("successor-missing", 12, "Gerd", carer="Otto", instead=LEFT),
    policy={"care.B.decider.carers": 0},
)
def a_leaver_who_is_still_listened_to_and_whose_carer_goes() -> Drawing:
    # Otto(1), last day in 90 days ==> Gerd, user who left [B] --INFLUENCES--> Dora(1) decider
    drawing = cared_until(90).person("Gerd").job("Gerd", "Musterwerk", 4, valid_to=ago(1))
    drawing.role("Gerd", "user", "Musterwerk").link("Gerd", "INFLUENCES", "Dora")
    return drawing.cares("Otto", "Gerd")


def visits(*days: int, tier: str = "B") -> Drawing:
    """Otto visits Dora(1), a decider who needs no care, so many days ago."""
    drawing = (
        Drawing().customer("Musterwerk", tier).ours("Otto", 1).theirs("Dora", "Musterwerk", "decider", 1)
    )
    for ago_days in days:
        drawing.contact(ago(ago_days), "visit", organiser="Otto", participant="Dora")
    return drawing


THIN = found("thinning-contact", 24)
NO_NEED = {"care.B.decider.carers": 0, "care.C.decider.carers": 0}


@network(THIN, not_run=EVERY_CHECK, policy=NO_NEED)
def visits_thin_out() -> Drawing:
    # Otto --visits 365, 400, 500, 729 days ago; 0 and 364--> Dora(1) decider [B]: 2 below 0.6 x 4
    return visits(365, 400, 500, 729, 0, 364)


@network(not_run=EVERY_CHECK, policy=NO_NEED)
def three_visits_before_are_too_few_to_compare() -> Drawing:
    # the fourth is 730 days old, and two on a day are one contact
    return visits(365, 400, 500, 730, 500)


@network(not_run=EVERY_CHECK, policy=NO_NEED)
def a_small_account_is_not_looked_at() -> Drawing:
    # the same visits as above at an account of tier C
    return visits(365, 400, 500, 729, tier="C")


@network(not_run=EVERY_CHECK, policy={**NO_NEED, "stale.thinning_share": 0.5})
def exactly_the_share_is_enough() -> Drawing:
    # 2 are not below 0.5 x 4
    return visits(365, 400, 500, 729, 0, 364)


@network(THIN, not_run=EVERY_CHECK, policy=NO_NEED)
def calls_do_not_take_the_place_of_visits() -> Drawing:
    # four visits before, one since, and a call
    drawing = visits(366, 400, 500, 600, 1)
    return drawing.contact(ago(2), "call", organiser="Otto", participant="Dora")


@network(not_run=EVERY_CHECK, policy=NO_NEED)
def only_those_who_decide_are_looked_at() -> Drawing:
    # the same visits to Udo, a user
    drawing = visits().theirs("Udo", "Musterwerk", "user", 4)
    for days in (366, 400, 500, 600):
        drawing.contact(ago(days), "visit", organiser="Otto", participant="Udo")
    return drawing


@network(not_run=EVERY_CHECK, policy=NO_NEED)
def visits_to_an_objector_should_end() -> Drawing:
    # the same visits to Dora, who has objected since
    drawing = visits(366, 400, 500, 600)
    drawing.graph.nodes["Dora"].update(contact_allowed=False, objected_on=ago(100))
    return drawing

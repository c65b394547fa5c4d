"""Hand-made: what is a contact, when care is stale, what was agreed, care by contacts alone."""

from typing import Any

from .drawing import Drawing, ago
from .handmade_care import UNCOVERED, a_decider_nobody_cares_for
from .handmade_case import NO_REPORTS_NO_PROFILES, found, known_decider, network

EVERY_CHECK = NO_REPORTS_NO_PROFILES
STALE = found("stale-care", 24, "Dora", carer="Otto", level=1)
FEW = found("under-cared", 18, "Dora", carer="Otto", level=1)
FEW_AND_STALE = found("under-cared", 18, "Dora", carer="Otto", level=1, instead=STALE)


def cared_for(**assignment: Any) -> Drawing:
    return a_decider_nobody_cares_for().cares("Otto", "Dora", **assignment)


@network(STALE, FEW_AND_STALE, not_run=EVERY_CHECK)
def the_last_contact_is_one_day_too_old() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B], six contacts a year: 365 / 6 x 1.5 = 91.25 days
    # last visit 92 days ago
    return cared_for().contact(ago(92), "visit", organiser="Otto", participant="Dora")


@network(FEW, not_run=EVERY_CHECK)
def the_last_contact_is_just_fresh_enough() -> Drawing:
    # the same, last visit 91 days ago
    return cared_for().contact(ago(91), "visit", organiser="Otto", participant="Dora")


@network(not_run=EVERY_CHECK)
def the_clock_starts_with_the_assignment() -> Drawing:
    # the same, last visit 92 days ago, assigned 91 days ago
    drawing = cared_for(valid_from=ago(91))
    return drawing.contact(ago(92), "visit", organiser="Otto", participant="Dora")


@network(FEW, not_run=EVERY_CHECK)
def of_several_assignments_of_one_carer_the_first_day_counts() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B] for 122 days, and =deputy=> Dora since today: two visits due, one made
    drawing = cared_for(valid_from=ago(122)).cares("Otto", "Dora", "deputy", valid_from=ago(0))
    return drawing.contact(ago(1), "visit", organiser="Otto", participant="Dora")


@network(STALE, FEW_AND_STALE, not_run=EVERY_CHECK)
def without_contact_and_start_the_care_is_stale() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B], never a contact;  a visit among ours
    drawing = cared_for().ours("Paula", 1)
    return drawing.contact(ago(1), "visit", organiser="Otto", participant="Paula")


@network(STALE, FEW_AND_STALE, not_run=EVERY_CHECK)
def a_contact_with_another_of_ours_does_not_refresh_care() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B], never a contact;  Paula(1) visits Dora
    drawing = cared_for().ours("Paula", 1)
    return drawing.contact(ago(1), "visit", organiser="Paula", participant="Dora")


@network(STALE, FEW_AND_STALE, not_run=EVERY_CHECK)
def mass_mail_is_not_care() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B];  one mail to five people and its sender: six
    drawing = cared_for().person("N1").person("N2").person("N3").person("N4")
    return drawing.contact(ago(1), "mail", sender="Otto", recipient="Dora N1 N2 N3 N4")


@network(STALE, FEW_AND_STALE, not_run=EVERY_CHECK)
def two_guests_of_an_event_are_not_in_contact() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B];  both are guests of Paula(1)
    drawing = cared_for().ours("Paula", 1)
    return drawing.contact(ago(1), "event", organiser="Paula", participant="Otto Dora")


@network(FEW, not_run=EVERY_CHECK)
def host_and_guest_of_an_event_are_in_contact() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B];  Otto is the host
    return cared_for().contact(ago(1), "event", organiser="Otto", participant="Dora")


@network(FEW, not_run=EVERY_CHECK)
def a_measure_done_is_a_contact_of_host_and_guest() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B];  Dora attended the congress that Otto hosted;  an older visit
    drawing = cared_for().contact(ago(400), "visit", organiser="Otto", participant="Dora")
    return drawing.measure(ago(10), hosts="Otto", attended="Dora")


@network(STALE, FEW_AND_STALE, not_run=EVERY_CHECK)
def a_cancelled_measure_is_no_contact() -> Drawing:
    # the same, but the congress was cancelled
    drawing = cared_for().contact(ago(400), "visit", organiser="Otto", participant="Dora")
    return drawing.measure(ago(10), hosts="Otto", attended="Dora", status="cancelled")


@network(STALE, FEW_AND_STALE, not_run=EVERY_CHECK)
def an_agreement_asks_for_more_contacts() -> Drawing:
    # Otto(1) =12 a year=> Dora(1) decider [B]: 365 / 12 x 1.5 = 45.6 days      last visit 46 days ago
    drawing = cared_for(contacts_per_year=12)
    return drawing.contact(ago(46), "visit", organiser="Otto", participant="Dora")


STALE_GERD = found("stale-care", 8, "Gerd", carer="Otto", level=4)
FEW_GERD = found("under-cared", 6, "Gerd", carer="Otto", level=4, instead=STALE_GERD)


@network(STALE_GERD, FEW_GERD, not_run=EVERY_CHECK)
def an_agreement_is_a_need_of_its_own() -> Drawing:
    # Otto(1) =12 a year=> Gerd(4), no role [B]      last visit 46 days ago
    drawing = (
        known_decider().theirs("Gerd", "Musterwerk", level=4).cares("Otto", "Gerd", contacts_per_year=12)
    )
    return drawing.contact(ago(46), "visit", organiser="Otto", participant="Gerd")


STALE_UTE = found("stale-care", 4, "Ute", account=None, carer="Otto")
FEW_UTE = found("under-cared", 3, "Ute", account=None, carer="Otto", instead=STALE_UTE)


@network(STALE_UTE, FEW_UTE, not_run=EVERY_CHECK)
def an_agreement_about_somebody_of_no_account() -> Drawing:
    # Otto(1) =12 a year=> Ute, employed nowhere      last visit 46 days ago
    drawing = known_decider().person("Ute").cares("Otto", "Ute", contacts_per_year=12)
    return drawing.contact(ago(46), "visit", organiser="Otto", participant="Ute")


@network(not_run=EVERY_CHECK)
def an_objector_is_in_no_care_gap() -> Drawing:
    # Otto(1) ==> Dora(1) decider who objects [B]      last visit 400 days ago
    drawing = known_decider().cares("Otto", "Dora", contacts_per_year=12)
    return drawing.contact(ago(400), "visit", organiser="Otto", participant="Dora")


def letters(*days_and_senders: tuple[int, str]) -> Drawing:
    """Mails between Otto and the decider Dora, who is assigned to nobody."""
    drawing = a_decider_nobody_cares_for()
    for days, sender in days_and_senders:
        recipient = "Dora" if sender == "Otto" else "Otto"
        drawing.contact(ago(days), "mail", sender=sender, recipient=recipient)
    return drawing


UNASKED = found("unassigned-care", 6, "Dora", carer="Otto", level=1)
RUNG = found("missing-rung", 30, level=1, instead=UNCOVERED)


@network(FEW, UNASKED, not_run=EVERY_CHECK)
def letters_both_ways_are_care() -> Drawing:
    # Otto(1) --mail 1 and 9 days ago--> Dora(1) decider [B]      Dora --mail 364 days ago--> Otto
    return letters((1, "Otto"), (9, "Otto"), (364, "Dora"))


@network(UNCOVERED, RUNG, not_run=EVERY_CHECK)
def letters_that_fall_out_of_the_window() -> Drawing:
    # the same, but Dora's mail is 365 days old
    return letters((1, "Otto"), (9, "Otto"), (365, "Dora"))


@network(UNCOVERED, RUNG, not_run=EVERY_CHECK)
def letters_one_way_are_no_care() -> Drawing:
    # Otto(1) --mail 1, 9, 20 and 30 days ago--> Dora(1) decider [B]
    return letters((1, "Otto"), (9, "Otto"), (20, "Otto"), (30, "Otto"))


@network(UNCOVERED, RUNG, not_run=EVERY_CHECK)
def several_letters_of_a_day_are_one_contact() -> Drawing:
    # two mails 1 day ago, one each way, and one 9 days ago
    return letters((1, "Otto"), (1, "Dora"), (9, "Otto"))


@network(UNCOVERED, RUNG, UNASKED, not_run=EVERY_CHECK, policy={"observed.counts_as_care": "assigned"})
def the_policy_may_want_assigned_care_only() -> Drawing:
    # letters both ways as above
    return letters_both_ways_are_care()


@network(UNCOVERED, RUNG, not_run=EVERY_CHECK, policy={"observed.counts_as_care": "observed"})
def the_policy_may_want_observed_care_only() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B], one visit
    return cared_for().contact(ago(1), "visit", organiser="Otto", participant="Dora")


@network(UNCOVERED, RUNG, not_run=EVERY_CHECK)
def calls_one_way_are_no_care() -> Drawing:
    # Otto(1) --call 1, 9 and 20 days ago--> Dora(1) decider [B]
    drawing = a_decider_nobody_cares_for()
    for days in (1, 9, 20):
        drawing.contact(ago(days), "call", organiser="Otto", participant="Dora")
    return drawing


def agreed_five(days: int) -> Drawing:
    """Five contacts a year without slack: 365 / 5 = 73 days."""
    return cared_for(contacts_per_year=5).contact(ago(days), "visit", organiser="Otto", participant="Dora")


@network(FEW, not_run=EVERY_CHECK, policy={"stale.slack": 1.0})
def the_last_day_of_the_clock() -> Drawing:
    # Otto(1) =5 a year=> Dora(1) decider [B], last visit 73 days ago
    return agreed_five(73)


@network(STALE, FEW_AND_STALE, not_run=EVERY_CHECK, policy={"stale.slack": 1.0})
def the_day_after_the_clock() -> Drawing:
    # the same, last visit 74 days ago
    return agreed_five(74)


STALE_A = found("stale-care", 36, "Dora", carer="Otto", level=1)


@network(
    found("single-threaded-person", 45, "Dora", carer="Otto", level=1),
    STALE_A,
    found("under-cared", 27, "Dora", carer="Otto", level=1, instead=STALE_A),
    not_run=EVERY_CHECK,
)
def the_strictest_role_wins() -> Drawing:
    # Otto(1) ==> Dora(1) decider and champion [A]: deputy and 12 contacts a year      last visit 46 days ago
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 1).theirs("Dora", "Musterwerk", "decider", 1)
    drawing.role("Dora", "champion", "Musterwerk").cares("Otto", "Dora")
    return drawing.contact(ago(46), "visit", organiser="Otto", participant="Dora")

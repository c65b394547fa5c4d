"""Hand-made: hours of care, more care than needed, care that nobody was asked for, too few contacts."""

from typing import Any

from .drawing import Drawing, ago
from .handmade_care import a_decider_nobody_cares_for
from .handmade_case import NO_REPORTS_NO_PROFILES, found, known_decider, network
from .handmade_contacts import FEW

EVERY_CHECK = NO_REPORTS_NO_PROFILES
FEW_OF_TWO = found("under-cared", 18, "Dora", level=1)
OVERLOADED = found("overloaded-carer", 4, account=None, carer="Otto")


def hours(capacity: float | None, **assignment: Any) -> Drawing:
    """Dora, decider at a B account: six contacts a year, two hours each."""
    given = {} if capacity is None else {"capacity_hours": capacity}
    drawing = Drawing().customer("Musterwerk", "B").person("Otto", **given).job("Otto", "Us", 1)
    return drawing.theirs("Dora", "Musterwerk", "decider", 1).cares("Otto", "Dora", **assignment)


@network(OVERLOADED)
def one_hour_too_many() -> Drawing:
    # Otto(1), 11 hours ==> Dora(1) decider [B]: 12 hours
    return hours(11)


@network()
def exactly_the_hours_there_are() -> Drawing:
    # Otto(1), 12 hours ==> Dora(1) decider [B]
    return hours(12)


@network()
def whoever_has_no_hours_recorded_has_those_of_the_policy() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B]
    return hours(None)


@network(OVERLOADED, policy={"effort.default_capacity_hours": 10})
def which_may_be_too_few() -> Drawing:
    # the same, the policy gives ten hours
    return hours(None)


@network()
def carers_share_the_hours() -> Drawing:
    # Otto(1), 6 hours, and Paula(1) ==> Dora(1) decider [B]: 6 hours each
    return hours(6).ours("Paula", 1).cares("Paula", "Dora")


@network(OVERLOADED)
def deputies_carry_none() -> Drawing:
    # Otto(1), 6 hours ==> Dora(1) decider [B]      Paula(1) =deputy=> Dora
    return hours(6).ours("Paula", 1).cares("Paula", "Dora", "deputy")


@network(found("overloaded-carer", 4, account=None, carer="Paula"))
def who_agreed_a_number_carries_it_alone() -> Drawing:
    # Otto(1), no hours ==> Dora(1) decider [B]      Paula(1), 3 hours =deputy, 2 a year=> Dora: 4 hours
    drawing = hours(0).person("Paula", capacity_hours=3.0).job("Paula", "Us", 1)
    return drawing.cares("Paula", "Dora", "deputy", contacts_per_year=2)


@network(OVERLOADED)
def of_several_agreements_the_highest_counts() -> Drawing:
    # Otto(1), 7 hours =4 a year=> Dora(1) decider [B]: 8 hours      Paula(1), no hours =2 a year=> Dora
    drawing = hours(7, contacts_per_year=4).person("Paula", capacity_hours=0).job("Paula", "Us", 1)
    return drawing.cares("Paula", "Dora", contacts_per_year=2)


@network(found("overloaded-carer", 4, account=None, carer="Otto"))
def the_hours_of_an_objector_are_the_agreed_ones() -> Drawing:
    # Otto(1), 3 hours =2 a year=> Dora(1) decider who objects [B]: 4 hours      Paula(1), no hours ==> Dora
    drawing = Drawing().customer("Musterwerk", "B").person("Otto", capacity_hours=3).job("Otto", "Us", 1)
    drawing.theirs("Dora", "Musterwerk", "decider", 1, contact_allowed=False)
    drawing.person("Paula", capacity_hours=0).job("Paula", "Us", 1).cares("Paula", "Dora")
    return drawing.cares("Otto", "Dora", contacts_per_year=2)


@network(OVERLOADED)
def a_person_of_two_accounts_is_cared_for_once() -> Drawing:
    # Otto(1), 11 hours ==> Dora(1), decider at Musterwerk [B], 6 a year, and at Zweitwerk [C], 2 a year
    drawing = hours(11).customer("Zweitwerk", "C").job("Dora", "Zweitwerk", 1)
    return drawing.role("Dora", "decider", "Zweitwerk")


def visits(drawing: Drawing, count: int, person: str = "Dora", ours: str = "Otto") -> Drawing:
    for days in range(1, count + 1):
        drawing.contact(ago(days), "visit", organiser=ours, participant=person)
    return drawing


def cared_for(**assignment: Any) -> Drawing:
    return a_decider_nobody_cares_for().cares("Otto", "Dora", **assignment)


@network(FEW, not_run=EVERY_CHECK)
def one_contact_too_few() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B], five visits of six
    return visits(cared_for(), 5)


@network(not_run=EVERY_CHECK)
def as_many_contacts_as_required() -> Drawing:
    # the same, six visits
    return visits(cared_for(), 6)


@network(not_run=EVERY_CHECK)
def contacts_with_anybody_of_ours_count() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B], five visits      Paula(1) visits Dora 364 days ago
    drawing = visits(cared_for(), 5).ours("Paula", 1)
    return drawing.contact(ago(364), "visit", organiser="Paula", participant="Dora")


@network(FEW, not_run=EVERY_CHECK)
def but_not_those_of_the_same_day_and_not_those_of_last_year() -> Drawing:
    # the same, Paula visits Dora yesterday, as Otto did, and 365 days ago
    drawing = visits(cared_for(), 5).ours("Paula", 1)
    drawing.contact(ago(1), "visit", organiser="Paula", participant="Dora")
    return drawing.contact(ago(365), "visit", organiser="Paula", participant="Dora")


@network(FEW, not_run=EVERY_CHECK)
def of_the_year_only_the_share_since_care_began_is_due() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B] for 122 days: of six contacts a year two are due; one visit
    return visits(cared_for(valid_from=ago(122)), 1)


@network(not_run=EVERY_CHECK)
def a_part_of_a_contact_is_not_due() -> Drawing:
    # the same for 121 days: 6 x 121 / 365 = 1.99
    return visits(cared_for(valid_from=ago(121)), 1)


@network(not_run=EVERY_CHECK)
def nothing_is_due_on_the_day_of_the_assignment() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B] since today, never a contact;  a visit among ours
    drawing = cared_for(valid_from=ago(0)).ours("Paula", 1)
    return drawing.contact(ago(1), "visit", organiser="Otto", participant="Paula")


@network(FEW_OF_TWO, not_run=EVERY_CHECK)
def care_began_with_the_first_of_its_carers() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B] for 122 days, Paula(1) =deputy=> Dora since today; one visit
    return visits(cared_for(valid_from=ago(122)).ours("Paula", 1), 1).cares(
        "Paula", "Dora", "deputy", valid_from=ago(0)
    )


@network(FEW_OF_TWO, not_run=EVERY_CHECK)
def care_without_a_date_is_of_a_whole_year() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B] since today, Paula(1) =deputy=> Dora, nobody knows since when; one visit
    return visits(cared_for(valid_from=ago(0)).ours("Paula", 1), 1).cares("Paula", "Dora", "deputy")


@network(FEW_OF_TWO, not_run=EVERY_CHECK, policy={"observed.min_contacts": 5})
def care_that_nobody_was_asked_for_is_of_a_whole_year() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B] since today; five visits by Paula(1), which are care by themselves
    return visits(cared_for(valid_from=ago(0)).ours("Paula", 1), 5, ours="Paula")


@network(not_run=EVERY_CHECK, policy={"observed.min_contacts": 5})
def but_not_that_of_one_who_was_asked_today() -> Drawing:
    # the same, the visits by Otto himself
    return visits(cared_for(valid_from=ago(0)), 5)


def often_seen(count: int, tier: str = "C", role: str | None = None, **properties: Any) -> Drawing:
    """Gerd is seen so often at an account where Dora, who objects, is known to decide."""
    drawing = known_decider(tier).theirs("Gerd", "Musterwerk", role, 4, **properties)
    return visits(drawing, count, "Gerd")


OVER = found("over-cared", 1, "Gerd", level=4)
UNASKED = found("unassigned-care", 1, "Gerd", carer="Otto", level=4, instead=OVER)


@network(OVER, UNASKED, not_run=EVERY_CHECK)
def seven_visits_are_one_too_many() -> Drawing:
    # Otto(1) visits Gerd(4), no role [C]
    return often_seen(7)


@network(found("unassigned-care", 1, "Gerd", carer="Otto", level=4), not_run=EVERY_CHECK)
def six_are_none_too_many() -> Drawing:
    return often_seen(6)


@network(OVER, not_run=EVERY_CHECK)
def too_much_care_that_somebody_was_asked_for() -> Drawing:
    # Otto(1) ==> Gerd(4), no role [C], seven visits
    return often_seen(7).cares("Otto", "Gerd")


@network(not_run=EVERY_CHECK)
def as_much_as_was_agreed_is_not_too_much() -> Drawing:
    # Otto(1) =7 a year=> Gerd(4), no role [C], seven visits
    return often_seen(7).cares("Otto", "Gerd", contacts_per_year=7)


@network(found("over-cared", 1, "Gerd", level=4), not_run=EVERY_CHECK)
def a_role_at_a_small_account_does_not_help() -> Drawing:
    # Otto(1) ==> Gerd(4) user [C], seven visits
    return often_seen(7, role="user").cares("Otto", "Gerd")


@network(not_run=EVERY_CHECK)
def with_a_role_at_a_larger_account_nobody_is_seen_too_often() -> Drawing:
    # Otto(1) ==> Gerd(4) user [B], seven visits
    return often_seen(7, "B", role="user").cares("Otto", "Gerd")


OVER_B = found("over-cared", 2, "Gerd", level=4)
OVER_C = found("over-cared", 1, "Gerd", account="Zweitwerk", level=4)


@network(
    OVER_B,
    OVER_C,
    found("unassigned-care", 2, "Gerd", level=4, instead=OVER_B),
    not_run=EVERY_CHECK,
)
def too_much_care_at_two_accounts() -> Drawing:
    # Otto(1) and Paula(1) visit Gerd(4), who works at Musterwerk [B] and Zweitwerk [C], no role
    drawing = often_seen(7, "B").customer("Zweitwerk", "C").job("Gerd", "Zweitwerk", 4)
    drawing.theirs("Emil", "Zweitwerk", "decider", contact_allowed=False).ours("Paula", 1)
    return visits(drawing, 7, "Gerd", "Paula")


@network(not_run=EVERY_CHECK)
def an_objector_is_not_seen_too_often() -> Drawing:
    # Otto(1) visits Gerd(4), who objects [C]
    return often_seen(7, contact_allowed=False)


@network(not_run=EVERY_CHECK)
def a_deputy_was_asked_too() -> Drawing:
    # Otto(1) visits Gerd(4), no role [B]      Paula(1) =deputy=> Gerd
    return often_seen(4, "B").ours("Paula", 1).cares("Paula", "Gerd", "deputy")


@network(not_run=EVERY_CHECK)
def whoever_is_of_no_account_needs_no_assignment() -> Drawing:
    # Otto(1) visits Ute, employed nowhere
    return visits(known_decider().person("Ute"), 4, "Ute")

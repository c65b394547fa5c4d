"""Hand-made: reports on care and measures, profiles, relationships that are not what they should be."""

from datetime import date
from typing import Any

from .drawing import AS_OF, Drawing, ago
from .handmade_care import LOST, UNCOVERED, a_decider_nobody_cares_for, the_care_has_ended
from .handmade_case import STALE_CARE_SILENT, found, known_decider, network
from .handmade_contacts import FEW_AND_STALE, STALE, the_last_contact_is_one_day_too_old

ALL_BUT_REPORTS = STALE_CARE_SILENT - {"unreported-care"}
ALL_BUT_PROFILES = STALE_CARE_SILENT - {"missing-profile"}
UNREPORTED = found("unreported-care", 12, "Dora", carer="Otto", level=1)


def report(drawing: Drawing, on: date | None, about: str) -> Drawing:
    """One report about one or several, separated by a blank."""
    name = f"report {drawing.graph.number_of_nodes()}"
    drawing.node(name, "Report", **({"date": on} if on else {}))
    for one in about.split():
        drawing.link(name, "ABOUT", one)
    return drawing


def cared_for(**assignment: Any) -> Drawing:
    return a_decider_nobody_cares_for().cares("Otto", "Dora", **assignment)


@network(UNREPORTED, not_run=ALL_BUT_REPORTS)
def the_last_report_is_one_day_too_old() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B]      report on Dora 180 days ago
    return report(cared_for(), ago(180), "Dora")


@network(not_run=ALL_BUT_REPORTS)
def the_last_report_is_just_new_enough() -> Drawing:
    # the same, 179 days ago
    return report(cared_for(), ago(179), "Dora")


@network(UNREPORTED, not_run=ALL_BUT_REPORTS)
def care_is_old_enough_for_a_report() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B] for 180 days      a report on Otto
    return report(cared_for(valid_from=ago(180)), AS_OF, "Otto")


@network(not_run=ALL_BUT_REPORTS)
def care_is_too_young_for_a_report() -> Drawing:
    # the same for 179 days
    return report(cared_for(valid_from=ago(179)), AS_OF, "Otto")


@network(UNREPORTED, not_run=ALL_BUT_REPORTS)
def a_report_on_another_or_of_tomorrow_is_none() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B]      reports: on Otto today, on Dora tomorrow, on Dora without date
    return report(report(report(cared_for(), AS_OF, "Otto"), ago(-1), "Dora"), None, "Dora")


@network()
def a_report_without_date_or_of_tomorrow_lets_no_check_run() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B]      reports on Dora: tomorrow, without date
    return report(report(cared_for(), ago(-1), "Dora"), None, "Dora")


@network(not_run=ALL_BUT_REPORTS)
def only_on_deciders_with_a_carer_a_report_is_asked() -> Drawing:
    # Otto(1) ==> Emil(1) co-decider [B]      Dora(1) decider who objects, Otto =deputy=> Dora
    drawing = known_decider().theirs("Emil", "Musterwerk", "co_decider", 1).cares("Otto", "Emil")
    return report(drawing.cares("Otto", "Dora", "deputy"), AS_OF, "Otto")


@network(
    STALE,
    FEW_AND_STALE,
    found("unreported-care", 12, "Dora", carer="Otto", level=1, instead=STALE),
    not_run=frozenset({"missing-profile"}),
)
def what_has_gone_cold_is_not_reported_on_either() -> Drawing:
    # Otto(1) ==> Dora(1) decider [B], last visit 92 days ago      a report on Otto
    return report(the_last_contact_is_one_day_too_old(), AS_OF, "Otto")


def congress(days: int, *, status: str = "done", attended: str = "Dora") -> Drawing:
    """A congress so many days ago, named "measure 4"; Dora, who objects to contact, is known there."""
    return known_decider().measure(ago(days), hosts="Otto", attended=attended, status=status)


SILENT = found("unreported-care", 2, account=None, about="measure 4")


@network(SILENT, not_run=ALL_BUT_REPORTS)
def nobody_has_reported_on_a_measure() -> Drawing:
    # congress of Otto and Dora 31 days ago      reports: on Otto today, on Dora the day before the congress
    return report(report(congress(31), AS_OF, "Otto"), ago(32), "Dora")


@network(not_run=ALL_BUT_REPORTS)
def there_are_thirty_days_to_report_on_a_measure() -> Drawing:
    # congress 30 days ago      report on Otto
    return report(congress(30), AS_OF, "Otto")


@network(not_run=ALL_BUT_REPORTS)
def a_report_on_a_guest_is_one_on_the_measure() -> Drawing:
    # congress of Otto and Dora 31 days ago      report on Dora on that day
    return report(congress(31), ago(31), "Dora")


@network(not_run=ALL_BUT_REPORTS)
def a_report_on_the_measure_itself() -> Drawing:
    # congress 364 days ago      report about it, dated before
    return report(congress(364), ago(400), "Otto").link("report 5", "ABOUT", "measure 4")


@network(SILENT, not_run=ALL_BUT_REPORTS)
def measures_are_asked_about_for_a_year() -> Drawing:
    # congress 364 days ago      report on Otto
    return report(congress(364), AS_OF, "Otto")


@network(not_run=ALL_BUT_REPORTS)
def and_not_for_longer() -> Drawing:
    # congress 365 days ago      report on Otto
    return report(congress(365), AS_OF, "Otto")


@network(not_run=ALL_BUT_REPORTS)
def nobody_reports_on_what_was_cancelled() -> Drawing:
    # congress 31 days ago, cancelled      report on Otto
    return report(congress(31, status="cancelled"), AS_OF, "Otto")


@network(SILENT, not_run=ALL_BUT_REPORTS)
def who_declined_was_no_guest() -> Drawing:
    # congress of Otto 31 days ago, Dora declined      report on Dora yesterday
    drawing = congress(31, attended="").link("Dora", "INVITED_TO", "measure 4", answer="declined")
    return report(drawing, ago(1), "Dora")


def profile(**properties: object) -> Drawing:
    """Otto(1) ==> Dora(1) decider [B] with a care profile; Emil objects, so his is not asked for."""
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1)
    drawing.theirs("Dora", "Musterwerk", "decider", 1, **properties).cares("Otto", "Dora")
    return drawing.theirs("Emil", "Musterwerk", contact_allowed=False, topics="Segeln")


NO_PROFILE = found("missing-profile", 12, "Dora", level=1)


@network(NO_PROFILE, not_run=ALL_BUT_PROFILES)
def nothing_is_known_that_helps_in_care() -> Drawing:
    # Dora: a date, nothing else
    return profile(profile_updated=AS_OF)


@network(not_run=ALL_BUT_PROFILES)
def a_filled_profile_without_date_is_of_unknown_age() -> Drawing:
    # Dora: what to avoid
    return profile(avoid="Politik")


@network(not_run=ALL_BUT_PROFILES)
def a_profile_of_eighteen_months_is_not_too_old() -> Drawing:
    # Dora: a profile of 2024-12-30, eighteen months before 2026-06-30
    return profile(preferred_channel="call", profile_updated=date(2024, 12, 30))


@network(NO_PROFILE, not_run=ALL_BUT_PROFILES)
def a_profile_of_eighteen_months_and_a_day_is() -> Drawing:
    # Dora: a profile of 2024-12-29
    return profile(preferred_channel="call", profile_updated=date(2024, 12, 29))


@network(
    UNCOVERED,
    found("missing-rung", 30, level=1, instead=UNCOVERED),
    found("missing-profile", 12, "Dora", level=1, instead=UNCOVERED),
    not_run=ALL_BUT_PROFILES,
)
def who_has_nobody_has_no_profile_either() -> Drawing:
    # Otto(1)      Dora(1) decider without profile; Emil has one [B]
    return a_decider_nobody_cares_for().theirs("Emil", "Musterwerk", topics="Segeln")


@network(
    LOST,
    found("missing-rung", 30, level=1, instead=LOST),
    found("missing-profile", 12, "Dora", level=1, instead=LOST),
    not_run=ALL_BUT_PROFILES,
)
def who_lost_the_carer_has_no_profile_either() -> Drawing:
    # Otto(1) ==until yesterday==> Dora(1) decider without profile; Emil has one [B]
    return the_care_has_ended().theirs("Emil", "Musterwerk", topics="Segeln")


def relationship(**assignment: Any) -> Drawing:
    return a_decider_nobody_cares_for().cares("Otto", "Dora", **assignment)


WEAK = found("weak-relationship", 18, "Dora", carer="Otto", level=1)


@network(WEAK)
def a_relationship_below_the_one_that_is_wanted() -> Drawing:
    # Otto(1) ==vendor, wanted: credible source==> Dora(1) decider [B]
    return relationship(current=1, desired=2)


@network()
def a_relationship_as_it_is_wanted_or_only_half_known() -> Drawing:
    # Otto(1) ==3, wanted 3==> Dora(1) decider, =deputy, wanted 4=> Dora [B]
    return relationship(current=3, desired=3).cares("Otto", "Dora", "deputy", desired=4)


@network(WEAK, found("weak-relationship", 18, "Dora", carer="Paula", level=1))
def two_weak_relationships_with_one_person() -> Drawing:
    # Otto(1) ==1, wanted 2==> Dora(1) decider, also as deputy      Paula(1) =deputy, 2, wanted 4=> Dora [B]
    drawing = relationship(current=1, desired=2).cares("Otto", "Dora", "deputy", current=2, desired=3)
    return drawing.ours("Paula", 1).cares("Paula", "Dora", "deputy", current=2, desired=4)


@network()
def the_relationship_with_an_objector_is_no_gap() -> Drawing:
    # Otto(1) ==1, wanted 4==> Dora(1) decider who objects [B]
    return known_decider().cares("Otto", "Dora", current=1, desired=4)


@network(found("weak-relationship", 9, "Ute", account="Hauptwerk", carer="Otto", level=2))
def a_relationship_is_told_where_care_is_needed() -> Drawing:
    # Otto(1) ==1, wanted 2==> Ute, user at Musterwerk(1) [B], decider at Hauptwerk(2) [C]
    drawing = known_decider().customer("Hauptwerk", "C").person("Ute").job("Ute", "Musterwerk", 1)
    drawing.role("Ute", "user", "Musterwerk").job("Ute", "Hauptwerk", 2).role("Ute", "decider", "Hauptwerk")
    return drawing.cares("Otto", "Ute", current=1, desired=2)


LEFT = found("left-contact", 16, "Gerd")


@network(
    LEFT,
    found("weak-relationship", 6, "Gerd", carer="Otto", instead=LEFT),
)
def what_is_told_of_a_leaver_stands_in_the_one_finding() -> Drawing:
    # Otto(1) ==1, wanted 3==> Gerd, user who left yesterday --influences--> Dora(1) decider who objects [B]
    drawing = known_decider().person("Gerd").job("Gerd", "Musterwerk", valid_to=ago(1))
    drawing.role("Gerd", "user", "Musterwerk").link("Gerd", "INFLUENCES", "Dora")
    return drawing.cares("Otto", "Gerd", current=1, desired=3)

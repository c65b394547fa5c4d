"""Hand-made: deciders against us, findings without answer, measures for other levels."""

from .drawing import AS_OF, Drawing, ago
from .handmade_case import STALE_CARE_SILENT, found, known_decider, network

OPPOSED = found("opposed-decider", 42, "Dora", level=1)
WITH_REPORTS = STALE_CARE_SILENT - {"unreported-care"}


def against(stance: int = -1, role: str = "decider") -> Drawing:
    """Dora(1) objects to contact and is against us in her role at Musterwerk [B]."""
    drawing = known_decider()
    return drawing.role("Dora", role, "Musterwerk", stance=stance, valid_from=ago(100))


@network(OPPOSED)
def a_decider_is_against_us() -> Drawing:
    # Otto(1)          Dora(1) decider, stance -1 [B]
    return against()


@network()
def a_neutral_decider_is_not_against_us() -> Drawing:
    # the same, stance 0; and a user against us decides nothing
    return against(0).theirs("Udo", "Musterwerk", level=4).role("Udo", "user", "Musterwerk", stance=-2)


@network()
def the_stance_in_another_role_does_not_count() -> Drawing:
    # Dora decides, and is against us as a blocker only
    return against(-2, role="blocker")


@network(OPPOSED)
def against_us_in_an_opportunity_only() -> Drawing:
    # Dora(1) decider [B], co-decider of the opportunity Pumpe, stance -1 there
    drawing = known_decider().opportunity("Pumpe", "Musterwerk")
    return drawing.role("Dora", "co_decider", "Pumpe", stance=-1)


@network()
def an_opportunity_that_is_closed_does_not_count() -> Drawing:
    # the same, the opportunity is closed
    drawing = known_decider().opportunity("Pumpe", "Musterwerk", is_open=False)
    return drawing.role("Dora", "co_decider", "Pumpe", stance=-1)


@network()
def an_open_action_is_under_way() -> Drawing:
    # Plan, open --CONCERNS--> Dora, against us
    return against().action("Plan", concerns="Dora", status="open")


@network(OPPOSED)
def an_action_done_is_under_way_no_more() -> Drawing:
    # Plan, done --CONCERNS--> Dora, against us
    return against().action("Plan", concerns="Dora", status="done")


@network(not_run=WITH_REPORTS)
def an_action_that_names_nobody_is_about_whom_its_report_is_about() -> Drawing:
    # report on Dora --LEADS_TO--> Plan, open
    return against().report("Bericht", "Dora").action("Plan", "Bericht", status="open")


@network(OPPOSED, not_run=WITH_REPORTS)
def an_action_that_names_somebody_else_is_about_them_alone() -> Drawing:
    # report on Dora --LEADS_TO--> Plan, open --CONCERNS--> Udo
    drawing = against().theirs("Udo", "Musterwerk", "user", 4).report("Bericht", "Dora")
    return drawing.action("Plan", "Bericht", "Udo", status="open")


@network(OPPOSED)
def an_action_of_a_report_to_come_does_not_exist_yet() -> Drawing:
    # report of tomorrow --LEADS_TO--> Plan, open, due yesterday --CONCERNS--> Dora
    drawing = against().report("Bericht", "Dora", on=ago(-1))
    return drawing.action("Plan", "Bericht", "Dora", status="open", due=ago(1))


@network()
def a_measure_of_today_is_ahead() -> Drawing:
    # Dora is invited to a visit planned for today
    return against().plan("Werksbesuch", "Dora", "visit", date=AS_OF)


@network()
def a_measure_without_date_is_ahead() -> Drawing:
    # the same, approved, and without date
    return against().plan("Werksbesuch", "Dora", "visit", status="approved")


@network()
def a_measure_about_somebody_counts_without_invitation() -> Drawing:
    # Werksbesuch --CONCERNS--> Dora
    return against().plan("Werksbesuch", "", "visit").link("Werksbesuch", "CONCERNS", "Dora")


@network(OPPOSED)
def a_declined_invitation_is_nothing_under_way() -> Drawing:
    # Dora has declined; another measure was yesterday, a third is cancelled
    drawing = against().plan("Werksbesuch", "", "visit")
    drawing.link("Dora", "INVITED_TO", "Werksbesuch", answer="declined")
    drawing.plan("Messe", "Dora", "visit", date=ago(1))
    return drawing.plan("Fest", "Dora", "visit", status="cancelled")


OPEN = found("open-finding", 24, "Dora", level=1, about="Bericht")


@network(OPEN, not_run=WITH_REPORTS)
def a_finding_without_an_answer() -> Drawing:
    # report on Dora(1) decider [B]: "er zögert", and no action
    return known_decider().report("Bericht", "Dora")


@network(not_run=WITH_REPORTS)
def a_report_that_found_nothing_needs_no_answer() -> Drawing:
    # the same without a finding; another one is dated tomorrow
    return known_decider().report("Bericht", "Dora", finding="").report("Morgen", "Dora", on=ago(-1))


@network(not_run=WITH_REPORTS)
def an_action_of_any_state_is_an_answer() -> Drawing:
    # one action is open without a date, one done, one dropped with the reason
    drawing = known_decider().report("B1", "Dora").report("B2", "Dora").report("B3", "Dora")
    drawing.action("Offen", "B1").action("Fertig", "B2", status="done", due=ago(9))
    return drawing.action("Aus", "B3", status="dropped", effect="zu teuer", due=ago(9))


@network(OPEN, not_run=WITH_REPORTS)
def an_action_dropped_without_a_reason_is_no_answer() -> Drawing:
    # report --LEADS_TO--> Aus, dropped, its effect empty
    return known_decider().report("Bericht", "Dora").action("Aus", "Bericht", status="dropped", effect=" ")


@network(found("open-finding", 4, account=None, about="Bericht"), not_run=WITH_REPORTS)
def a_finding_about_a_measure_is_about_nobody() -> Drawing:
    # report on the measure Messe
    return known_decider().plan("Messe", "").report("Bericht", "Messe")


@network(found("open-finding", 24, "Dora", level=1, about="Plan"))
def an_open_action_a_day_too_late() -> Drawing:
    # Plan, open, due yesterday --CONCERNS--> Dora(1) decider [B]
    return known_decider().action("Plan", concerns="Dora", status="open", due=ago(1))


@network()
def an_open_action_due_today_is_in_time() -> Drawing:
    # the same, due today
    return known_decider().action("Plan", concerns="Dora", status="open", due=AS_OF)


@network(
    found("open-finding", 36, "Emil", account="Zweitwerk", level=3, about="Bericht"), not_run=WITH_REPORTS
)
def of_several_people_the_one_at_the_highest_tier() -> Drawing:
    # report on Dora(1) decider [B] and Emil(3) decider [A]
    drawing = known_decider().customer("Zweitwerk", "A")
    drawing.theirs("Emil", "Zweitwerk", "decider", 3, contact_allowed=False)
    return drawing.report("Bericht", "Dora Emil")


@network(OPEN, not_run=WITH_REPORTS)
def of_several_people_at_one_account_the_weightiest_role() -> Drawing:
    # report on Anna(4), no role, Berta(4) user and Dora(1) decider [B]
    drawing = known_decider().theirs("Anna", "Musterwerk", None, 4).theirs("Berta", "Musterwerk", "user", 4)
    return drawing.report("Bericht", "Anna Berta Dora")


LEFT = found("left-contact", 16, "Gerd", level=4)


def listened_to() -> Drawing:
    """Gerd has left Musterwerk [B] for another company, and Dora(1), who decides there, listens to him."""
    drawing = known_decider().node("Elsewhere", "Company", party="other").person("Gerd")
    drawing.job("Gerd", "Musterwerk", 4, valid_to=ago(1)).job("Gerd", "Elsewhere", 4)
    return drawing.role("Gerd", "user", "Musterwerk").link("Gerd", "INFLUENCES", "Dora")


@network(
    LEFT,
    found("uncovered-influencer", 12, "Gerd", level=4, instead=LEFT),
    found("open-finding", 8, "Gerd", level=4, about="Bericht", instead=LEFT),
    not_run=WITH_REPORTS,
)
def a_finding_about_a_leaver_stands_in_that_one() -> Drawing:
    # report on Gerd, user who left [B] --INFLUENCES--> Dora(1) decider
    return listened_to().report("Bericht", "Gerd")


@network(
    LEFT,
    found("uncovered-influencer", 12, "Gerd", level=4, instead=LEFT),
    found("wrong-measure", 4, "Gerd", level=4, about="Kongress", instead=LEFT),
)
def a_measure_for_a_leaver_stands_in_that_one() -> Drawing:
    # Gerd(4), user who left [B], is invited to a congress, which is for levels 2 and 3
    return listened_to().plan("Kongress", "Gerd", "congress")


WRONG = found("wrong-measure", 12, "Dora", level=1, about="Schulung")


@network(WRONG)
def a_decider_is_invited_to_a_training() -> Drawing:
    # Dora(1) decider [B]; trainings are for levels 3 and 4
    return known_decider().plan("Schulung", "Dora")


@network()
def a_training_that_she_has_declined_or_that_is_over() -> Drawing:
    # Dora(1) has declined one; another was yesterday, a third is done
    drawing = known_decider().plan("Schulung", "").link("Dora", "INVITED_TO", "Schulung", answer="declined")
    drawing.plan("Gestern", "Dora", date=ago(1))
    return drawing.plan("Fertig", "Dora", status="cancelled")


@network()
def a_measure_that_fits_and_one_without_rule() -> Drawing:
    # Dora(1) is invited to an evening and to a gift, of which the policy says nothing;  Udo of no known level
    drawing = known_decider().plan("Abend", "Dora", "social_invitation").plan("Geschenk", "Dora", "gift")
    return drawing.theirs("Udo", "Musterwerk", "user").plan("Abend 2", "Udo", "social_invitation")


@network(found("wrong-measure", 12, "Dora", level=3, about="Schulung"))
def the_level_over_all_jobs_decides() -> Drawing:
    # Dora is at level 3 at Musterwerk [B], and at level 1 elsewhere
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1)
    drawing.theirs("Dora", "Musterwerk", "decider", 3, contact_allowed=False)
    drawing.node("Elsewhere", "Company", party="other").job("Dora", "Elsewhere", 1)
    return drawing.plan("Schulung", "Dora")


@network()
def one_of_ours_may_go_to_any_measure() -> Drawing:
    # Otto(1) of ours goes to the training
    return known_decider().plan("Schulung", "Otto")

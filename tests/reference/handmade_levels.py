"""Hand-made: the levels of both sides."""

from .drawing import Drawing, ago
from .handmade_case import STALE_CARE_SILENT, found, network


def levels_of(ours: int | None, theirs: int | None) -> Drawing:
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", ours)
    return drawing.theirs("Dora", "Musterwerk", "decider", theirs).cares("Otto", "Dora")


MISMATCH = found("level-mismatch", 30, "Dora", carer="Otto", level=1)


@network(MISMATCH, found("missing-rung", 30, level=1, instead=MISMATCH))
def the_carer_is_not_senior_enough() -> Drawing:
    # Otto(2) ==> Dora(1) decider [B]
    return levels_of(2, 1)


@network()
def carer_and_decider_are_on_one_level() -> Drawing:
    # Otto(2) ==> Dora(2) decider [B]
    return levels_of(2, 2)


@network(found("missing-rung", 30, level=2))
def a_carer_above_matches_but_does_not_pair_the_rung() -> Drawing:
    # Otto(1) ==> Dora(2) decider [B]
    return levels_of(1, 2)


@network(found("missing-rung", 30, level=1), policy={"levels.tolerance": 1})
def the_tolerance_is_not_for_the_rung() -> Drawing:
    # Otto(2) ==> Dora(1) decider [B]
    return levels_of(2, 1)


@network(found("missing-rung", 30, level=1))
def a_carer_of_unknown_level_is_left_out() -> Drawing:
    # Otto(?) ==> Dora(1) decider [B]      Paula(1)
    return levels_of(None, 1).ours("Paula", 1)


@network(not_run=STALE_CARE_SILENT | {"level-mismatch", "missing-rung"})
def no_known_level_of_ours() -> Drawing:
    # Otto(?) ==> Dora(1) decider [B]
    return levels_of(None, 1)


@network()
def a_decider_of_unknown_level() -> Drawing:
    # Otto(4) ==> Dora(?) decider [B]
    return levels_of(4, None)


@network()
def a_rung_is_paired_by_a_colleague_who_needs_nothing() -> Drawing:
    # Otto(1) ==> Dora(2) decider      Paula(2) ==> Gerd(2) user [B]
    drawing = levels_of(1, 2).ours("Paula", 2).theirs("Gerd", "Musterwerk", "user", 2)
    return drawing.cares("Paula", "Gerd")


@network()
def the_most_senior_job_at_the_account_counts() -> Drawing:
    # Otto(1) ==> Dora(1) and, in another job there, (3): decider [B]
    return levels_of(1, 1).job("Dora", "Musterwerk", 3, valid_from=ago(900))


@network()
def a_job_elsewhere_does_not_lift_the_level() -> Drawing:
    # Otto(2) ==> Dora(2) decider [B], at Verein (1)
    return levels_of(2, 2).organisation("Verein").job("Dora", "Verein", 1)


@network()
def a_decider_from_outside_makes_no_rung() -> Drawing:
    # Otto(1) ==> Dora, at Verein (2), decider [B]
    drawing = Drawing().customer("Musterwerk", "B").organisation("Verein").ours("Otto", 1)
    return (
        drawing.theirs("Dora", "Verein", level=2).role("Dora", "decider", "Musterwerk").cares("Otto", "Dora")
    )


@network(
    found("uncovered-decider", 60, "Dora", level=2),
    found("single-threaded-account", 48, carer="Otto"),
    found("missing-rung", 30, level=2),
)
def a_rung_with_one_who_is_cared_for_is_a_cause_of_its_own() -> Drawing:
    # Otto(1) ==> Emil(2) decider      Dora(2) decider [B]
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1)
    drawing.theirs("Dora", "Musterwerk", "decider", 2).theirs("Emil", "Musterwerk", "decider", 2)
    return drawing.cares("Otto", "Emil")

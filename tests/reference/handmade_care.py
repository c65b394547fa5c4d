"""Hand-made: deciders for whom nobody cares, or nobody any more."""

from .drawing import AS_OF, Drawing, ago
from .handmade_case import found, network

UNCOVERED = found("uncovered-decider", 60, "Dora", level=1)
LOST = found("lost-carer", 60, "Dora", level=1)


@network(UNCOVERED, found("missing-rung", 30, level=1, instead=UNCOVERED))
def a_decider_nobody_cares_for() -> Drawing:
    # Otto(1)          Dora(1) decider [B]
    return Drawing().customer("Musterwerk", "B").ours("Otto", 1).theirs("Dora", "Musterwerk", "decider", 1)


@network()
def a_decider_with_a_deputy_only_is_not_uncovered() -> Drawing:
    # Otto(1) =deputy=> Dora(1) decider [B]
    return a_decider_nobody_cares_for().cares("Otto", "Dora", "deputy")


@network(found("missing-role", 48))
def a_role_that_has_ended_needs_no_care_and_is_not_known() -> Drawing:
    # Otto(1)          Dora decider until yesterday [B]
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).theirs("Dora", "Musterwerk")
    return drawing.role("Dora", "decider", "Musterwerk", valid_to=ago(1))


@network(
    found("uncovered-decider", 60, "Dora", level=2),
    found("missing-role", 48),
    found("missing-rung", 30, level=2, instead=found("uncovered-decider", 60, "Dora", level=2)),
)
def a_decider_presumed_from_level_and_function() -> Drawing:
    # Otto(1)          Dora(2, purchasing), no role known [B]
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).person("Dora")
    return drawing.job("Dora", "Musterwerk", 2, function="purchasing")


@network(found("missing-role", 48))
def nobody_is_presumed_from_two_different_jobs() -> Drawing:
    # Otto(1)          Dora(2, sales) and (3, purchasing) [B]
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).person("Dora")
    drawing.job("Dora", "Musterwerk", 2, function="sales")
    return drawing.job("Dora", "Musterwerk", 3, function="purchasing", valid_from=ago(900))


@network()
def nobody_is_presumed_where_a_role_is_known() -> Drawing:
    # Otto(1)          Dora(1) no role, Emil decider who objects [B]
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1).theirs("Dora", "Musterwerk", level=1)
    return drawing.theirs("Emil", "Musterwerk", "decider", contact_allowed=False)


@network(found("missing-role", 48))
def one_of_ours_is_external_nowhere() -> Drawing:
    # Otto(1) works for us and for [B], where he is a decider
    drawing = Drawing().customer("Musterwerk", "B").ours("Otto", 1)
    return drawing.job("Otto", "Musterwerk", 1).role("Otto", "decider", "Musterwerk")


@network(LOST, found("missing-rung", 30, level=1, instead=LOST))
def the_carer_has_left_us() -> Drawing:
    # Lena(1), left yesterday ==> Dora(1) decider [B]      Otto(1)
    drawing = a_decider_nobody_cares_for().person("Lena").job("Lena", "Us", 1, valid_to=ago(1))
    return drawing.cares("Lena", "Dora")


@network(found("successor-missing", 36, "Dora", carer="Lena", level=1))
def the_carer_leaves_us_today() -> Drawing:
    # Lena(1), last day ==> Dora(1) decider [B]            Otto(1)
    drawing = a_decider_nobody_cares_for().person("Lena").job("Lena", "Us", 1, valid_to=AS_OF)
    return drawing.cares("Lena", "Dora")


@network(LOST, found("missing-rung", 30, level=1, instead=LOST))
def the_care_has_ended() -> Drawing:
    # Otto(1) ==until yesterday==> Dora(1) decider [B]
    return a_decider_nobody_cares_for().cares("Otto", "Dora", valid_to=ago(1))


@network(UNCOVERED, found("missing-rung", 30, level=1, instead=UNCOVERED))
def care_that_begins_tomorrow_is_none_and_was_none() -> Drawing:
    # Otto(1) ==from tomorrow==> Dora(1) decider [B]
    return a_decider_nobody_cares_for().cares("Otto", "Dora", valid_from=ago(-1))


@network(LOST, found("missing-rung", 30, level=1, instead=LOST))
def care_by_one_whose_record_has_ended_is_care_of_the_past() -> Drawing:
    # Lena(1), record ended yesterday ==> Dora(1) decider [B]      Otto(1)
    drawing = a_decider_nobody_cares_for().person("Lena", valid_to=ago(1)).job("Lena", "Us", 1)
    return drawing.cares("Lena", "Dora")


@network(UNCOVERED, found("missing-rung", 30, level=1, instead=UNCOVERED))
def care_planned_by_one_who_left_before_was_none() -> Drawing:
    # Lena(1), left yesterday ==from tomorrow==> Dora(1) decider [B]      Otto(1)
    drawing = a_decider_nobody_cares_for().person("Lena").job("Lena", "Us", 1, valid_to=ago(1))
    return drawing.cares("Lena", "Dora", valid_from=ago(-1))


@network(UNCOVERED, found("missing-rung", 30, level=1, instead=UNCOVERED))
def care_planned_by_one_whose_record_ended_before_was_none() -> Drawing:
    # Lena(1), record ended yesterday ==from tomorrow==> Dora(1) decider [B]      Otto(1)
    drawing = a_decider_nobody_cares_for().person("Lena", valid_to=ago(1)).job("Lena", "Us", 1)
    return drawing.cares("Lena", "Dora", valid_from=ago(-1))


@network(UNCOVERED, found("missing-rung", 30, level=1, instead=UNCOVERED))
def care_by_one_who_was_never_ours() -> Drawing:
    # Xaver, employed nowhere ==until yesterday==> Dora(1) decider [B]      Otto(1)
    return a_decider_nobody_cares_for().person("Xaver").cares("Xaver", "Dora", valid_to=ago(1))


@network(found("uncovered-decider", 90, "Dora", level=1), policy={"care.A.decider.carers": 0})
def a_row_without_carers_asks_nothing() -> Drawing:
    # Otto(1)          Dora(1) decider and champion [A]: only the champion's row counts, without same level
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 1)
    return drawing.theirs("Dora", "Musterwerk", "decider", 1).role("Dora", "champion", "Musterwerk")

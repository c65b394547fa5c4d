"""Hand-made: care that hangs on one of ours or one of theirs."""

from .drawing import Drawing
from .handmade_care import a_decider_nobody_cares_for
from .handmade_case import found, network


def two_in_need(tier: str = "B") -> Drawing:
    drawing = Drawing().customer("Musterwerk", tier).ours("Otto", 1).ours("Paula", 1)
    drawing.theirs("Dora", "Musterwerk", "decider", 1)
    return drawing.theirs("Emil", "Musterwerk", "co_decider", 1)


@network(found("single-threaded-account", 48, carer="Otto"))
def all_care_runs_through_one_of_ours() -> Drawing:
    # Otto(1) ==> Dora(1) decider, Emil(1) co-decider [B]      Paula(1)
    return two_in_need().cares("Otto", "Dora").cares("Otto", "Emil")


@network()
def care_runs_through_two_of_ours() -> Drawing:
    # Otto(1) ==> Dora(1) decider      Paula(1) ==> Emil(1) co-decider [B]
    return two_in_need().cares("Otto", "Dora").cares("Paula", "Emil")


@network(found("single-threaded-account", 48), found("uncovered-decider", 40, "Emil", level=1))
def all_care_reaches_one_of_theirs() -> Drawing:
    # Otto(1) and Paula(1) ==> Dora(1) decider      Emil(1) co-decider [B]
    return two_in_need().cares("Otto", "Dora").cares("Paula", "Dora")


@network(found("single-threaded-account", 48, carer="Otto"), found("uncovered-decider", 40, "Emil", level=1))
def one_thread_on_both_sides() -> Drawing:
    # Otto(1) ==> Dora(1) decider      Emil(1) co-decider [B]      Paula(1)
    return two_in_need().cares("Otto", "Dora")


@network()
def only_one_in_need_makes_no_single_threaded_account() -> Drawing:
    # Otto(1) ==> Dora(1) decider      Gerd user [B]
    return a_decider_nobody_cares_for().cares("Otto", "Dora").theirs("Gerd", "Musterwerk", "user")


@network()
def the_care_of_an_objector_is_a_thread() -> Drawing:
    # Otto(1) ==> Dora(1) decider, Emil(1) co-decider      Paula(1) ==> Fritz, who objects [B]
    drawing = all_care_runs_through_one_of_ours().theirs("Fritz", "Musterwerk", contact_allowed=False)
    return drawing.cares("Paula", "Fritz")


@network(found("single-threaded-person", 45, "Dora", carer="Otto", level=1))
def a_large_accounts_decider_has_no_deputy() -> Drawing:
    # Otto(1) ==> Dora(1) decider [A]
    drawing = Drawing().customer("Musterwerk", "A").ours("Otto", 1)
    return drawing.theirs("Dora", "Musterwerk", "decider", 1).cares("Otto", "Dora")


@network()
def a_large_accounts_decider_has_a_deputy() -> Drawing:
    # Otto(1) ==> Dora(1) decider [A]      Paula =deputy=> Dora
    return a_large_accounts_decider_has_no_deputy().ours("Paula").cares("Paula", "Dora", "deputy")


@network(
    found("single-threaded-person", 45, "Dora", level=1),
    policy={"care.A.decider.carers": 2},
)
def two_carers_where_three_are_required() -> Drawing:
    # Otto(1) ==> Dora(1) decider [A]      Paula =deputy=> Dora
    return a_large_accounts_decider_has_a_deputy()


ONE_THREAD = found("single-threaded-account", 72, carer="Otto")


@network(ONE_THREAD, found("single-threaded-person", 45, "Dora", carer="Otto", level=1, instead=ONE_THREAD))
def a_single_thread_is_one_cause() -> Drawing:
    # Otto(1) ==> Dora(1) decider, Emil(1) co-decider [A]      Paula(1)
    return two_in_need("A").cares("Otto", "Dora").cares("Otto", "Emil")


@network(
    found("single-threaded-account", 48, carer="Otto"),
    found("single-threaded-person", 10, "Ute", carer="Paula"),
    policy={"care.third_party.carers": 2},
)
def another_carers_single_thread_is_another_cause() -> Drawing:
    # Otto(1) ==> Dora(1) decider, Emil(1) co-decider [B]      Paula(1) ==> Ute --influences--> Dora
    drawing = all_care_runs_through_one_of_ours().person("Ute").link("Ute", "INFLUENCES", "Dora")
    return drawing.cares("Paula", "Ute")

"""What a check answers: one finding."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .accounts import level
from .care import carers
from .day import Day
from .needs import role_word, severity

Identity = tuple[str, str | None, str | None, str | None, int | None, str | None]


@dataclass(frozen=True)
class Reference:
    """A finding of the definition; `replaced_by` is the identity of the finding that stands for it."""

    kind: str
    account: str | None
    person: str | None
    carer: str | None
    level: int | None
    about: str | None
    severity: float
    replaced_by: Identity | None = None

    @property
    def identity(self) -> Identity:
        return self.kind, self.account, self.person, self.carer, self.level, self.about


Check = Callable[[Day], Iterator[Reference]]


def about_person(
    day: Day, kind: str, account: str | None, person: str, carer: str | None = None
) -> Reference:
    weight = severity(day, kind, account, role_word(day, account, person))
    return Reference(kind, account, person, carer, level(day, account, person), None, weight)


def about_account(
    day: Day,
    kind: str,
    account: str,
    *,
    carer: str | None = None,
    rung: int | None = None,
    about: str | None = None,
) -> Reference:
    """A finding about an account takes the role weight of a decider."""
    return Reference(kind, account, None, carer, rung, about, severity(day, kind, account, "decider"))


def only_carer(day: Day, person: str) -> str | None:
    """The one of ours who cares for a person, when it is exactly one."""
    present = carers(day, person)
    return next(iter(present)) if len(present) == 1 else None

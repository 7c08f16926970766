"""The ways to begin: who answers and, for a clinician, how much is asked."""

from dataclasses import dataclass

from recommender.interview.controller import Interview
from recommender.model.adjustment import Role
from recommender.model.rule import RuleBook

ROLES: tuple[Role, ...] = ("self", "clinician")


@dataclass(frozen=True, slots=True)
class Beginning:
    """One way to begin, in its words."""

    label: str
    role: Role
    short: bool = False

    def take(self, interview: Interview) -> None:
        """Begins an interview this way, as far as that is still open."""
        interview.choose_role(self.role)
        interview.choose_short(short=self.short)


def beginnings(interview: Interview, book: RuleBook, *, choosing: bool) -> tuple[Beginning, ...]:
    """What can be chosen; nothing where all of it is settled. `choosing` leaves open who answers."""
    words, most = book.texts.interview, book.texts.questions.short_path.most
    if not interview.role_is_open:
        return ()
    if choosing:
        whole = tuple(Beginning(words("role", role), role) for role in ROLES)
        short = Beginning(words("plain", "short", most=most), "clinician", short=True)
        return (*whole, short) if most else whole
    if interview.role == "clinician" and most:
        whole_path = Beginning(words("plain", "path_all"), "clinician")
        return whole_path, Beginning(words("plain", "path_short", most=most), "clinician", short=True)
    return ()

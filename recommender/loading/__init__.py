"""From files to values: the rulebook, the profile and the log, or every mistake in them at once.

Each name is loaded when somebody asks for it, so that a single one of these modules stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recommender.loading.home import default_rules
    from recommender.loading.log import load_log
    from recommender.loading.profile import Profile, load_profile, read_answers
    from recommender.loading.rulebook import load_rulebook

__all__ = ["Profile", "default_rules", "load_log", "load_profile", "load_rulebook", "read_answers"]

_PLACES = {
    "Profile": "profile",
    "default_rules": "home",
    "load_log": "log",
    "load_profile": "profile",
    "load_rulebook": "rulebook",
    "read_answers": "profile",
}


def __getattr__(name: str) -> object:
    """A name of this package, from the module that has it."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)

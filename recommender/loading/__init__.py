"""From files to values: the rulebook, the profile and the log, or every mistake in them at once."""

from recommender.loading.log import load_log
from recommender.loading.profile import Profile, load_profile, read_answers
from recommender.loading.rulebook import default_rules, load_rulebook

__all__ = ["Profile", "default_rules", "load_log", "load_profile", "load_rulebook", "read_answers"]

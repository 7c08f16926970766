"""What the rules make of the answers so far, for whoever asks."""

from dataclasses import replace

from recommender.interview.live import live_page
from recommender.plain.talk import Talk
from recommender.reasons.page import flowed


def rules_so_far(talk: Talk) -> None:
    """Shows which rules apply, wait or are out, and marks what moved since they were last shown."""
    lines, words = talk.lines, talk.words
    live = talk.interview.rules
    if live is None:
        lines.say(words("plain", "no_rules"))
        return
    lines.say(words("rules_panel", "title"))
    # What one answer changed is known only to who looks after each of them.
    lines.as_it_is(flowed(live_page(replace(live, changed=""), words)))

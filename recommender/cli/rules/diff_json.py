"""What `recommender rules diff` prints, as JSON for a program."""

from collections.abc import Iterator

from recommender.cli.rules.diff_found import Difference, ProfileMet
from recommender.cli.rules.diff_pages import OTHERS, sides, summary
from recommender.model.recommendation import Json
from recommender.workshop.comparing.census import Met
from recommender.workshop.comparing.contrast import Contrast, Way
from recommender.workshop.comparing.edits import EditedRule, Names
from recommender.workshop.comparing.words import lines_of
from recommender.workshop.profile_text import answers_of


def as_dict(found: Difference) -> dict[str, Json]:
    """The same facts as the page."""
    edits, census = found.edits, found.census
    return {
        "same": False,
        "edited": {
            "added": [rule.id for rule in edits.added],
            "removed": [rule.id for rule in edits.removed],
            "changed": [_changed_as_dict(one) for one in edits.changed],
            **{key: _names_as_dict(getattr(edits, key)) for key in OTHERS},
            "at_check_ins": list(edits.at_check_ins),
        },
        "profiles": {
            "many": len(found.profiles),
            "unfit": found.unfit,
            "losing": found.losing_profiles,
            "differing": [_profile_as_dict(one) for one in found.differing],
            "dropped": list(dict.fromkeys(name for one in found.profiles for name in one.dropped)),
        },
        "people": {
            "many": census.many,
            "seed": found.seed,
            "differing": census.differing,
            **{str(way): census.counts.get(way, 0) for way in Way},
            "losing": census.losing,
        },
        "persons": [_person_as_dict(met, found) for met in found.shown],
        "proof": {
            "state": found.proof.state,
            "none_laxer": found.proof.none_laxer,
            "none_stricter": found.proof.none_stricter,
            "why": found.proof.why,
        },
        "summary": summary(found),
    }


def _changed_as_dict(one: EditedRule) -> Json:
    return {
        "id": one.after.id,
        "keys": list(one.keys),
        **{key: {"before": list(was), "after": list(now)} for key, was, now in sides(one) if key in one.keys},
    }


def _names_as_dict(names: Names) -> Json:
    return {"added": list(names.added), "removed": list(names.removed), "changed": list(names.changed)}


def _profile_as_dict(one: ProfileMet) -> Json:
    return {"file": one.name, **(_contrast_as_dict(one.contrast) if one.contrast else {})}


def _person_as_dict(met: Met, found: Difference) -> Json:
    profile: dict[str, Json] = {"role": met.profile.role, "answers": dict(_answers(met))}
    return {**_contrast_as_dict(met.contrast), "found_by_solver": found.named(met), "profile": profile}


def _answers(met: Met) -> Iterator[tuple[str, Json]]:
    for name, said in answers_of(met.profile).items():
        yield name, list(said) if isinstance(said, list) else said


def _contrast_as_dict(contrast: Contrast) -> dict[str, Json]:
    return {
        "way": str(contrast.way),
        "loses": contrast.loses,
        "lost_rules": list(contrast.lost_rules),
        "lines": [{"way": line.way, "weeks": line.weeks, "what": line.what} for line in lines_of(contrast)],
    }

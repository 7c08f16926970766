"""What `recommender rules diff` prints, as JSON for a program."""

from collections.abc import Iterator

from recommender.cli.rules.diff_edited import OTHERS, sides
from recommender.cli.rules.diff_found import Difference, ProfileMet, TwoReadings
from recommender.cli.rules.diff_pages import summary
from recommender.loading.profile import Profile
from recommender.model.recommendation import Json
from recommender.workshop.comparing.census import Met
from recommender.workshop.comparing.contrast import Contrast, Way
from recommender.workshop.comparing.edits import CheckInEdit, EditedRule, Names
from recommender.workshop.comparing.grounds import Ground, from_now_on, so_far
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
            "check_ins": [_check_in_as_dict(one) for one in edits.check_ins],
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
        "proof": _proof_as_dict(found),
        "finding": found.finding,
        "summary": summary(found),
    }


def _proof_as_dict(found: Difference) -> Json:
    proof = found.proof
    return {
        "state": proof.state,
        "none_laxer": proof.none_laxer,
        "none_stricter": proof.none_stricter,
        "why": proof.why,
        "by_growth": proof.by_growth,
        "numbers_differ": not found.comparison.same_numbers,
        "unsettled": _reading_as_dict(proof.unsettled) if proof.unsettled else None,
        "named": [_reading_as_dict(one) for one in proof.named],
    }


def _changed_as_dict(one: EditedRule) -> Json:
    return {
        "id": one.after.id,
        "keys": list(one.keys),
        **{key: {"before": list(was), "after": list(now)} for key, was, now in sides(one) if key in one.keys},
    }


def _check_in_as_dict(one: CheckInEdit) -> Json:
    """A rule of check-ins that went, or changed in these keys."""
    return {
        "id": one.rule.id,
        "title": one.rule.title,
        "purpose": one.rule.purpose,
        "gone": one.one is None,
        "keys": list(one.keys),
        "to_be_looked_at": one.weighty,
    }


def _names_as_dict(names: Names) -> Json:
    return {"added": list(names.added), "removed": list(names.removed), "changed": list(names.changed)}


def _profile_as_dict(one: ProfileMet) -> Json:
    return {"file": one.name, **(_contrast_as_dict(one.contrast) if one.contrast else {})}


def _person_as_dict(met: Met, found: Difference) -> Json:
    return {
        **_contrast_as_dict(met.contrast),
        "so_far_limited_by": [_ground_as_dict(one) for one in so_far(met.contrast)],
        "now_limited_by": [_ground_as_dict(one) for one in from_now_on(met.contrast)],
        "found_by_solver": found.named(met),
        "profile": _profile(met.profile),
    }


def _ground_as_dict(ground: Ground) -> Json:
    return {"rule": ground.rule, "left_open": list(ground.left_open)}


def _reading_as_dict(one: TwoReadings) -> Json:
    """Somebody whom the solver and the comparison of people read otherwise."""
    here = _contrast_as_dict(one.contrast) if one.contrast else None
    return {"solver": one.solver, "here": here, "file": one.file, "profile": _profile(one.profile)}


def _profile(profile: Profile) -> dict[str, Json]:
    return {"role": profile.role, "answers": dict(_answers(profile))}


def _answers(profile: Profile) -> Iterator[tuple[str, Json]]:
    for name, said in answers_of(profile).items():
        yield name, list(said) if isinstance(said, list) else said


def _contrast_as_dict(contrast: Contrast) -> dict[str, Json]:
    return {
        "way": str(contrast.way),
        "loses": contrast.loses,
        "lost_rules": list(contrast.lost_rules),
        "lines": [{"way": line.way, "weeks": line.weeks, "what": line.what} for line in lines_of(contrast)],
    }

"""The one door to the library that knows FHIR, which is an extra: `recommender[fhir]`."""

from collections.abc import Iterator
from importlib.util import find_spec

from pydantic import ValidationError

from recommender.model.recommendation import Json
from recommender.records.codes import misfits
from recommender.records.sheet import Resource

NOT_TOGETHER = {"CarePlan", "Flag"}
"""Whoever somebody is to look at first has no plan."""


class Unfit(Exception):
    """A bundle that is not as the standard has it: nothing of it is given to anybody.

    The message names places in it, and none of the values there, as they may be answers.
    """


def available() -> bool:
    """Whether the library is installed."""
    return find_spec("fhir") is not None and find_spec("fhir.resources") is not None


def held_against_standard(bundle: Resource) -> Resource:
    """The bundle, once its structure, its codes and its references are known to hold. Raises `Unfit`."""
    from fhir.resources.R4B.bundle import Bundle  # noqa: PLC0415 - the library is an extra

    resources = [*_resources(bundle)]
    found = [misfit for resource in resources for misfit in misfits(resource)]
    if {str(one.get("resourceType")) for one in resources} >= NOT_TOGETHER:
        found.append("a CarePlan and a Flag in one bundle")
    dangling = {*_references(bundle)} - {*_names(bundle)}
    found += [f"a reference to nothing: {name}" for name in sorted(dangling)]
    try:
        Bundle.model_validate(bundle)
    except ValidationError as error:
        found += [".".join(map(str, one["loc"])) for one in error.errors(include_input=False)]
    if found:
        raise Unfit("; ".join(found))
    return bundle


def _resources(bundle: Resource) -> Iterator[Resource]:
    for entry in _entries(bundle):
        resource = entry.get("resource")
        if isinstance(resource, dict):
            yield resource


def _names(bundle: Resource) -> Iterator[str]:
    """What may be referred to."""
    for entry in _entries(bundle):
        yield str(entry.get("fullUrl"))
    for resource in _resources(bundle):
        if "url" in resource:
            yield f"{resource['url']}|{resource.get('version')}"


def _references(node: Json) -> Iterator[str]:
    """What is referred to, wherever it stands."""
    if isinstance(node, list):
        for one in node:
            yield from _references(one)
    elif isinstance(node, dict):
        for name, inner in node.items():
            if name in ("reference", "questionnaire") and isinstance(inner, str):
                yield inner
            else:
                yield from _references(inner)


def _entries(bundle: Resource) -> Iterator[Resource]:
    entries = bundle.get("entry")
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            yield entry

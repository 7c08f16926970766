"""The codes of FHIR R4B that a bundle uses, held against its value sets, which the library does not do."""

from collections.abc import Iterator, Mapping

from recommender.model.recommendation import Json

KINDS = frozenset(
    (
        "Questionnaire",
        "QuestionnaireResponse",
        "CarePlan",
        "Goal",
        "Flag",
        "Communication",
        "Device",
        "DocumentReference",
        "Provenance",
    )
)
"""The resources that a bundle may hold. What orders anything is not among them, and never will be."""

NARRATIVE = "generated extensions additional empty"
PUBLICATION = "draft active retired unknown"
UNITS = "s min h d wk mo a"

VALUE_SETS: Mapping[str, frozenset[str]] = {
    place: frozenset(codes.split())
    for place, codes in {
        "CarePlan.activity.detail.kind": (
            "Appointment CommunicationRequest DeviceRequest MedicationRequest NutritionOrder Task "
            "ServiceRequest VisionPrescription"
        ),
        "CarePlan.activity.detail.scheduledTiming.repeat.durationUnit": UNITS,
        "CarePlan.activity.detail.scheduledTiming.repeat.periodUnit": UNITS,
        "CarePlan.activity.detail.status": (
            "not-started scheduled in-progress on-hold completed cancelled stopped unknown entered-in-error"
        ),
        "CarePlan.intent": "proposal plan order option",
        "CarePlan.status": "draft active on-hold revoked completed entered-in-error unknown",
        "CarePlan.text.status": NARRATIVE,
        "Communication.status": (
            "preparation in-progress not-done on-hold stopped completed entered-in-error unknown"
        ),
        "Device.deviceName.type": (
            "udi-label-name user-friendly-name patient-reported-name manufacturer-name model-name other"
        ),
        "Device.status": "active inactive entered-in-error unknown",
        "DocumentReference.docStatus": "preliminary final amended entered-in-error",
        "DocumentReference.status": "current superseded entered-in-error",
        "Flag.status": "active inactive entered-in-error",
        "Goal.lifecycleStatus": (
            "proposed planned accepted active on-hold completed cancelled entered-in-error rejected"
        ),
        "Provenance.agent.type.coding.code": (
            "enterer performer author verifier legal attester informant custodian assembler composer"
        ),
        "Provenance.entity.role": "derivation revision quotation source removal",
        "Provenance.text.status": NARRATIVE,
        "Questionnaire.item.type": (
            "group display question boolean decimal integer date dateTime time string text url choice "
            "open-choice attachment reference quantity"
        ),
        "Questionnaire.status": PUBLICATION,
        "QuestionnaireResponse.item.extension.valueCode": (
            "unknown asked-unknown temp-unknown not-asked asked-declined masked not-applicable unsupported "
            "as-text error not-a-number negative-infinity positive-infinity not-performed not-permitted"
        ),
        "QuestionnaireResponse.status": "in-progress completed amended entered-in-error stopped",
    }.items()
}

WATCHED = frozenset(place.rsplit(".", 1)[1] for place in VALUE_SETS) - {"type", "code"}
"""Elements that hold a code wherever they stand, so that none of them goes unchecked."""


def misfits(resource: Mapping[str, Json]) -> Iterator[str]:
    """The places of a resource at which a code stands that no value set knows. The code may be an answer."""
    kind = resource.get("resourceType")
    if kind not in KINDS:
        yield "resourceType"
        return
    for place, code in _texts(f"{kind}", {**resource}):
        watched = place.rsplit(".", 1)[1] in WATCHED
        if code not in VALUE_SETS.get(place, () if watched else (code,)):
            yield place


def _texts(place: str, node: Json) -> Iterator[tuple[str, str]]:
    """Every text below a node with its place. An item within an item stands at the place of an item."""
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, list):
        for one in node:
            yield from _texts(place, one)
    elif isinstance(node, dict):
        for name, inner in node.items():
            again = name == "item" and place.endswith(".item")
            yield from _texts(place if again else f"{place}.{name}", inner)

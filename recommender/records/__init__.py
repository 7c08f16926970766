"""A case for an electronic record: HL7 FHIR R4B, a proposal that people decide about."""

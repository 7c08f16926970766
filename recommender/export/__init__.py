"""A recommendation, written down."""

"""From a trace to a programme, or to one of the two other outcomes."""

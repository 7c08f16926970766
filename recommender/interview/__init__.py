"""The interview as a state machine without a screen: what is asked next, and what came of it."""

"""One rule in words, with everything that hangs on it."""

"""What the program speaks of: facts, conditions, directives, rules, traces, programmes. No input, no output."""

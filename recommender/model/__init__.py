"""What the program speaks of: facts, conditions, directives, rules, traces, programmes."""

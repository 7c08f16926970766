"""The parts that screens are made of. They show and report; they decide nothing."""

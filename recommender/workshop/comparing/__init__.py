"""What becomes of people when one rulebook takes the place of another."""

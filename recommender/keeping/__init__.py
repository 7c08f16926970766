"""What a sitting keeps and opens again: answers and results on their way into the casebook and back."""

"""What stands behind a recommendation, and what it is called: shared by all who say it."""

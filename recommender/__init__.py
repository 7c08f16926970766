"""A trauma-sensitive movement programme recommender. Importing this loads nothing else."""

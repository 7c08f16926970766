"""Rules altered once, to see whether anything would notice."""

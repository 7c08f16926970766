"""The schema with which editors complete and check rule files and profiles."""

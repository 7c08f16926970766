"""What a person chose to keep: cases under random codes, in one file on this computer."""

from recommender.casebook.cases import Casebook, NoSuchCase, open_casebook
from recommender.casebook.codes import read_code
from recommender.casebook.place import casebook_file
from recommender.casebook.records import Frozen, Intake, LoggedSession, frozen, intake_of, profile_of

__all__ = [
    "Casebook",
    "Frozen",
    "Intake",
    "LoggedSession",
    "NoSuchCase",
    "casebook_file",
    "frozen",
    "intake_of",
    "open_casebook",
    "profile_of",
    "read_code",
]

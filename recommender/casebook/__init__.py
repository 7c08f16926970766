"""What a person chose to keep: cases under random codes, in one file on this computer."""

from recommender.casebook.cases import Casebook, NoSuchCase, Overtaken, open_casebook
from recommender.casebook.codes import read_code
from recommender.casebook.days import logged, standing
from recommender.casebook.place import casebook_file
from recommender.casebook.read_again import NoLongerRead, answers_of, log_of
from recommender.casebook.records import Frozen, Intake, LoggedSession, frozen, intake_of, profile_of
from recommender.casebook.stretches import EarlierAnswers, stretches

__all__ = [
    "Casebook",
    "EarlierAnswers",
    "Frozen",
    "Intake",
    "LoggedSession",
    "NoLongerRead",
    "NoSuchCase",
    "Overtaken",
    "answers_of",
    "casebook_file",
    "frozen",
    "intake_of",
    "log_of",
    "logged",
    "open_casebook",
    "profile_of",
    "read_code",
    "standing",
    "stretches",
]

"""What a person chose to keep: cases under random codes, in one file on this computer."""

from recommender.casebook.cases import Casebook, NoSuchCase, Overtaken, open_casebook
from recommender.casebook.codes import read_code
from recommender.casebook.days import logged, standing
from recommender.casebook.locking import change_passphrase, is_locked, lock, unlock
from recommender.casebook.passphrase import Locked, Passphrase, Unsuited, WrongPassphrase
from recommender.casebook.place import casebook_file
from recommender.casebook.read_again import NoLongerRead, answers_of, log_of
from recommender.casebook.records import Frozen, Intake, LoggedSession, frozen, intake_of, profile_of
from recommender.casebook.sqlite import can_lock
from recommender.casebook.stretches import EarlierAnswers, stretches

__all__ = [
    "Casebook",
    "EarlierAnswers",
    "Frozen",
    "Intake",
    "Locked",
    "LoggedSession",
    "NoLongerRead",
    "NoSuchCase",
    "Overtaken",
    "Passphrase",
    "Unsuited",
    "WrongPassphrase",
    "answers_of",
    "can_lock",
    "casebook_file",
    "change_passphrase",
    "frozen",
    "intake_of",
    "is_locked",
    "lock",
    "log_of",
    "logged",
    "open_casebook",
    "profile_of",
    "read_code",
    "standing",
    "stretches",
    "unlock",
]

"""Who may enter the desk: accounts with roles and offices, passwords, sessions; one SQLite file in ``secrets/``."""

from circulars.desk.people.book import Entered, PeopleBook
from circulars.desk.people.person import DEMO_PERSON, ROLE_NAMES, Person, Role

__all__ = ["DEMO_PERSON", "ROLE_NAMES", "Entered", "PeopleBook", "Person", "Role"]

"""The annotators of the project, and those that the files add."""

from annotator.core.errors import InvalidValue
from annotator.core.ids import new_id
from annotator.core.model import Annotator


class People:
    """Finds out who is meant by a name and an id.

    Attributes:
        made: the annotators whom the project did not know.
    """

    def __init__(self, known: list[Annotator]) -> None:
        self.made: list[Annotator] = []
        self._by_id = {person.id: person for person in known}
        self._by_name: dict[str, list[Annotator]] = {}
        self._resolved: dict[tuple[str, str], str] = {}
        for person in known:
            self._by_name.setdefault(person.name.casefold(), []).append(person)

    def name(self, id_: str) -> str:
        """Return somebody's name."""
        person = self._by_id.get(id_)
        return person.name if person else "somebody"

    def id(self, id_: str, name: str, since: str) -> str:
        """Return the id of the annotator meant: known by id, else by name, else made.

        Raises:
            InvalidValue: if several are called so and no id says which.
        """
        resolved = self._resolved.get((id_, name))
        if resolved is None:
            resolved = self._resolved[id_, name] = self._resolve(id_, name, since)
        return resolved

    def _resolve(self, id_: str, name: str, since: str) -> str:
        if id_ in self._by_id:
            return id_
        namesakes = self._by_name.get(name.casefold(), []) if name else []
        if len(namesakes) == 1:
            return namesakes[0].id
        if namesakes and not id_:
            raise InvalidValue(f"Several annotators are called “{name}”, and it has no annotator_id.")
        person = Annotator(id_ or new_id(), name or id_, since, since)
        self.made.append(person)
        self._by_id[person.id] = person
        self._by_name.setdefault(person.name.casefold(), []).append(person)
        return person.id

"""Annotators' work on made-up articles, with differences that are known because they were planted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from annotator.agreement.differences import Difference, Kind
from annotator.agreement.marks import Mark, Reading, comparable
from annotator.core.spans import Fragments, Span

DATE_FIELDS = {("date", "value"), ("claim", "event_date")}
SPEAKER_FIELDS = {("claim", "speaker")}

VALUES = {
    "claim": {"speaker": ["p"], "mode": ["direct"], "event_date": ["2025-09"], "about": ["x", "y"]},
    "date": {"value": ["2022-02~"], "kind": ["partial"]},
    "actor": {"entity": ["q"]},
}
"""What everyone says who says the usual."""

FIELDS = {
    # layer: what can be planted in its fields, and what has to be said about it
    "claim": {
        "speaker": Difference(Kind.OTHER_SPEAKER, "speaker"),
        "event_date": Difference(Kind.OTHER_DATE, "event_date"),
        "mode": Difference(Kind.OTHER_FIELD, "mode"),
        "about": Difference(Kind.OTHER_FIELD, "about"),
    },
    "date": {"value": Difference(Kind.OTHER_DATE, "value"), "kind": Difference(Kind.OTHER_FIELD, "kind")},
    "actor": {"entity": Difference(Kind.OTHER_FIELD, "entity")},
}

Found = tuple[str, frozenset[str], tuple[Difference, ...]]
"""A unit, as it has to come out: its article, the ids of its marks, the differences in order."""


@dataclass
class Planted:
    """Marks and readings, and what has to be found in them."""

    marks: list[Mark] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    expected: list[Found] = field(default_factory=list)


class Planter:
    """Plants at places that are too far apart to be taken for each other."""

    def __init__(self, seed: int, people: int) -> None:
        self.random = Random(seed)
        self.people = [f"person{number}" for number in range(people)]
        self.planted = Planted()
        self.article = ""
        self.readers: list[str] = []

    def work(self, articles: int, places: int) -> Planted:
        """Plant at so many places of so many articles, each read by two or more."""
        scenarios = [
            self.same,
            self.absent,
            self.alone,
            self.deviating,
            self.other_layer,
            self.twice,
            self.nested,
        ]
        for number in range(articles):
            self.article = f"article{number:03}"
            self.readers = self.random.sample(self.people, self.random.randint(2, len(self.people)))
            # Some say that they are done; that the others have read, only their marks say.
            done = self.random.sample(self.readers, self.random.randint(0, len(self.readers)))
            self.planted.readings += [Reading(self.article, who) for who in done]
            self.same(0)
            for place in range(1, places):
                self.random.choice(scenarios)(place * 200)
        self.hardly_read()
        self.random.shuffle(self.planted.marks)
        self.random.shuffle(self.planted.readings)
        return self.planted

    def same(self, start: int) -> None:
        """All have the same."""
        self.expect(self.usual(start).values())

    def absent(self, start: int) -> None:
        """One has nothing; of three or more, another may say something else."""
        marks = self.usual(start)
        del marks[self.random.choice(self.readers)]
        found = self.deviate(marks) if len(marks) > 1 and self.random.random() < 0.5 else set()
        self.expect(marks.values(), {Difference(Kind.ONLY_ONE), *found})

    def alone(self, start: int) -> None:
        """Only one has it."""
        one = self.usual(start)[self.random.choice(self.readers)]
        self.expect([one], {Difference(Kind.ONLY_ONE)})

    def deviating(self, start: int) -> None:
        """One has other boundaries, or says something else in some fields, or both."""
        marks = self.usual(start)
        self.expect(marks.values(), self.deviate(marks))

    def other_layer(self, start: int) -> None:
        """One has it on another layer, with the fields of that, perhaps with other boundaries."""
        marks = self.usual(start)
        old = marks[who := self.random.choice(self.readers)]
        layer = self.random.choice([one for one in VALUES if one != old.layer])
        found = {Difference(Kind.OTHER_LAYER)}
        fragments = old.fragments
        if self.random.random() < 0.5:
            fragments = self.shifted(fragments)
            found.add(Difference(Kind.OTHER_BOUNDARIES))
        marks[who] = self.mark(who, layer, fragments, VALUES[layer])
        self.expect(marks.values(), found)

    def twice(self, start: int) -> None:
        """One has it twice, and says something odd the second time."""
        marks = self.usual(start)
        old = marks[who := self.random.choice(self.readers)]
        self.expect(marks.values())
        self.expect([self.mark(who, old.layer, old.fragments, {"odd": ["one"]})], {Difference(Kind.ONLY_ONE)})

    def nested(self, start: int) -> None:
        """Within what all have the same, all have a short mark on the same layer, one of them otherwise."""
        marks = self.usual(start)
        layer = marks[self.readers[0]].layer
        inner = (Span(start + 20, start + 26),)
        within = {who: self.mark(who, layer, inner, VALUES[layer]) for who in self.readers}
        name = self.random.choice(list(FIELDS[layer]))
        who = self.random.choice(self.readers)
        within[who] = self.mark(who, layer, inner, {**VALUES[layer], name: ["inner"]})
        self.expect(marks.values())
        self.expect(within.values(), {FIELDS[layer][name]})

    def hardly_read(self) -> None:
        """Articles in which one of two marked nothing, that one has read alone, and without any mark."""
        first, second, *_ = self.people
        self.article = "silent"
        self.expect([self.mark(first, "claim", (Span(0, 5),), VALUES["claim"])], {Difference(Kind.ONLY_ONE)})
        self.article = "alone"
        self.planted.marks.append(self.mark(first, "claim", (Span(0, 5),), VALUES["claim"]))
        self.planted.readings += [
            Reading("silent", second),
            Reading("nothing", first),
            Reading("nothing", second),
        ]

    def usual(self, start: int) -> dict[str, Mark]:
        """The same mark of every reader: 40 code points, in one fragment or two."""
        layer = self.random.choice(list(VALUES))
        one, two = (
            (Span(start + 10, start + 50),),
            (Span(start + 10, start + 35), Span(start + 60, start + 75)),
        )
        fragments: Fragments = self.random.choice((one, one, two))
        return {who: self.mark(who, layer, fragments, VALUES[layer]) for who in self.readers}

    def deviate(self, marks: dict[str, Mark]) -> set[Difference]:
        """Change one of the marks, and say what has to be found."""
        old = marks[who := self.random.choice(list(marks))]
        values = {name: list(said) for name, said in old.values}
        fields = self.random.sample(list(FIELDS[old.layer]), self.random.randint(0, len(FIELDS[old.layer])))
        for name in fields:
            values[name] = self.random.choice([["other"], [], [*values[name], "more"]])
        found = {FIELDS[old.layer][name] for name in fields}
        fragments = old.fragments
        if not fields or self.random.random() < 0.5:
            fragments = self.shifted(fragments)
            found.add(Difference(Kind.OTHER_BOUNDARIES))
        marks[who] = self.mark(who, old.layer, fragments, values)
        return found

    def shifted(self, fragments: Fragments) -> Fragments:
        """A little longer or shorter."""
        first, *rest = fragments
        return (Span(first.start + self.random.choice((-3, -1, 1, 2)), first.end), *rest)

    def mark(self, who: str, layer: str, fragments: Fragments, values: dict[str, list[str]]) -> Mark:
        id_ = f"{self.random.getrandbits(64):016x}"
        return Mark(id_, self.article, who, layer, fragments, comparable(values))

    def expect(self, marks: Iterable[Mark], found: Iterable[Difference] = ()) -> None:
        """Plant marks that are one unit."""
        marks = list(marks)
        self.planted.marks += marks
        in_order = tuple(sorted(found, key=lambda one: (list(Kind).index(one.kind), one.field)))
        self.planted.expected.append((self.article, frozenset(one.id for one in marks), in_order))

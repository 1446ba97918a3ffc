"""Which known entities a query may mean, in which order, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.entities import Index, Known, rank

KNOWN = [
    Known("vass", "Ilona Vass", ("the Iron Premier",), "person"),
    Known("vassar", "Vassar Institute", (), "organisation"),
    Known("duma", "State Duma", ("Duma", "lower house"), "government"),
    Known("council", "Council of Europe", ("CoE",), "organisation"),
    Known("un", "United Nations", (), "organisation"),
    Known("cpt", "Committee for the Prevention of Torture", (), "organisation"),
    Known("lavochkin", "Пётр Лавочкин", (), "person"),
    Known("moscow", "Government of Russia", ("Moscow", "Кремль"), "government"),
    Known("muller", "Jürgen Müller", (), "person"),
    Known("cruz", "Ana de la Cruz", (), "person"),
    Known("iran", "Iran", (), "government"),
    Known("iraq", "Iraq", (), "government"),
]
INDEX = Index(KNOWN)


@pytest.mark.parametrize(
    ("query", "first", "why"),
    [
        ("Ilona Vass", "vass", "exact"),
        ("ILONA VASS’S", "vass", "exact"),
        ("Premier Ilona Vass", "vass", "exact"),
        ("the Council of Europe", "council", "exact"),
        ("jurgen muller", "muller", "exact"),
        ("Moscow", "moscow", "alias"),
        ("the Duma", "duma", "alias"),
        ("Vass", "vass", "surname"),
        ("Ms. Vass", "vass", "surname"),
        ("de la Cruz", "cruz", "surname"),
        ("Лавочкина", "lavochkin", "surname"),
        ("Лавочкину", "lavochkin", "surname"),
        ("Петром Лавочкиным", "lavochkin", "surname"),
        ("UN", "un", "initials"),
        ("U.N.", "un", "initials"),
        ("CPT", "cpt", "initials"),
        ("the council", "council", "start"),
        ("eur", "council", "start"),
        ("Lavochkin", "lavochkin", "fuzzy"),
        ("Petr Lavochkin", "lavochkin", "fuzzy"),
        ("Comittee for the Prevension of Torture", "cpt", "fuzzy"),
        ("Кремля", "moscow", "fuzzy"),
        ("Mueller", "muller", "fuzzy"),
    ],
)
def test_the_first_match_and_why(query, first, why):
    best = rank(query, INDEX)[0]
    assert (best.id, best.why) == (first, why)


def test_a_name_that_merely_resembles_another_is_left_out():
    assert [match.id for match in rank("Iran", INDEX)] == ["iran"]
    assert rank("Quillfeather", INDEX) == []


def test_classes_come_in_order():
    known = [
        Known("start", "Vasselin Bank", (), "organisation"),
        Known("surname", "Ilona Vass", (), "person"),
        Known("alias", "Tower Group", ("Vass",), "organisation"),
        Known("exact", "Vass", (), "place"),
        Known("fuzzy", "Vaass", (), "place"),
    ]
    found = rank("Vass", known)
    assert [match.id for match in found] == ["exact", "alias", "surname", "start", "fuzzy"]
    assert [match.why for match in found] == [match.id for match in found]
    assert rank("VASS", known)[0].id == "exact"


def test_those_already_in_the_article_come_first_within_a_class_only():
    known = [
        Known("a", "Anna Roe", (), "person"),
        Known("b", "Berta Roe", (), "person"),
        Known("c", "Roe", (), "place"),
    ]
    assert [match.id for match in rank("Roe", known)] == ["c", "a", "b"]
    assert [match.id for match in rank("Roe", known, here={"b"})] == ["c", "b", "a"]


def test_an_empty_query_gives_those_here_in_their_order_then_the_rest_by_name():
    known = [
        Known(id, name, (), "person")
        for id, name in [("1", "Zoe"), ("2", "Adam"), ("3", "Mia"), ("4", "Bea")]
    ]
    found = rank("  ", known, here=["3", "1", "unknown"])
    assert [match.id for match in found] == ["3", "1", "2", "4"]
    assert len(rank("", known, limit=2)) == 2


def test_an_entity_is_listed_once_with_its_best_reason():
    found = rank("Duma", INDEX)
    assert [match.id for match in found].count("duma") == 1
    assert found[0].why == "alias"


NAMES = st.text(alphabet="abcdАБВабвий’'. -üŁ李", max_size=16)
ENTITIES = st.lists(
    st.builds(
        Known,
        st.uuids().map(str),
        NAMES,
        st.lists(NAMES, max_size=2).map(tuple),
        st.sampled_from(["person", "organisation", ""]),
    ),
    max_size=12,
)


@given(ENTITIES, NAMES | st.text(max_size=10), st.integers(0, 12))
def test_ranking_is_deterministic_and_sound(known, query, limit):
    found = rank(query, known, here=[entity.id for entity in known[::2]], limit=limit)
    assert found == rank(query, list(reversed(known)), here=[entity.id for entity in known[::2]], limit=limit)
    assert len(found) <= limit
    assert len({match.id for match in found}) == len(found)
    assert all(0 <= match.score <= 100 for match in found)
    assert all(match.why in {"exact", "alias", "surname", "initials", "start", "fuzzy"} for match in found)


@given(ENTITIES.filter(bool), st.data())
def test_each_name_finds_its_entity(known, data):
    entity = data.draw(st.sampled_from(known))
    found = rank(entity.name, known, limit=len(known))
    assert entity.id in [match.id for match in found]


SOME_NAMES = ["Tamara Oreshina", "Council of Europe", "Россия", "Open Ward", "Ада Лавлейс", "Bo"]
ALIASES = st.lists(st.sampled_from(["Strasbourg", "CPT", "Oreshina", "Росія"]), max_size=2, unique=True)
ONE_ENTITY = st.tuples(
    st.sampled_from(["a", "b", "c", "d"]),
    st.sampled_from(SOME_NAMES),
    ALIASES.map(tuple),
    st.sampled_from(["person", "government", ""]),
).map(lambda values: Known(*values))


@given(st.lists(st.one_of(ONE_ENTITY, st.sampled_from(["a", "b", "c"])), max_size=12))
def test_an_index_brought_up_to_date_ranks_like_one_made_anew(steps: list[Known | str]) -> None:
    index = Index([])
    present: dict[str, Known] = {}
    for step in steps:
        if isinstance(step, str):
            index.drop(step)
            present.pop(step, None)
        else:
            index.put(step)
            present[step.id] = step
    fresh = Index(list(present.values()))
    for query in ("", "oreshina", "council", "CPT", "o", "росии", "strasburg", "ward", "ada lovelace"):
        assert index.rank(query) == fresh.rank(query)

"""Marks for tests: by hand, and by chance."""

from hypothesis import strategies as st

from annotator.agreement.marks import Mark, comparable
from annotator.core.spans import Span, merged

LENGTH = 24
"""Short, so that by chance marks overlap, nest, touch and repeat."""


def mark(id_, *spans, who="ana", layer="claim", article="one", **values):
    """A mark; ``speaker="x"`` is one value, ``speaker=("x", "y")`` several."""
    said = {field: (value,) if isinstance(value, str) else value for field, value in values.items()}
    return Mark(id_, article, who, layer, tuple(Span(*span) for span in spans), comparable(said))


spans = st.builds(
    lambda start, length: Span(start, min(LENGTH, start + length)),
    st.integers(0, LENGTH - 1),
    st.integers(1, 12),
)
fragments = st.lists(spans, min_size=1, max_size=3).map(merged)
said = st.dictionaries(
    st.sampled_from(["speaker", "mode"]), st.sets(st.sampled_from("xy"), min_size=1), max_size=2
)


@st.composite
def marks(draw, who="a", max_size=4, layers=("claim",), articles=("one",)):
    """Marks of the annotators ``who``, each with an id of its own."""
    contents = st.tuples(
        st.sampled_from(articles),
        st.sampled_from(who),
        st.sampled_from(layers),
        fragments,
        said.map(comparable),
    )
    drawn = draw(st.lists(contents, max_size=max_size))
    name = "".join(who)
    return [Mark(f"{name}{number}", *one) for number, one in enumerate(drawn)]


def covered(one):
    """The code points of a mark's fragments."""
    return {position for start, end in one.fragments for position in range(start, end)}

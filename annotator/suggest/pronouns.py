"""What sort of entity a pronoun stands for, in English, Russian and Ukrainian."""

PERSON = "person"
"""The id of the kind of entity that people are of, in the codebook that comes with the program."""

_PEOPLE = frozenset(
    "i me my mine myself you your yours he him his himself she her hers herself who whom"
    " я меня мне мной ты тебя тебе он его ему нем него нему она ее ей ею нее ней"
    " мене мені мною тобі він його йому ньому нього вона її їй нею неї ній хто кто".split()
)
_THINGS = frozenset("it its itself which оно воно которое яке".split())


def stands_for_person(quote: str) -> bool | None:
    """Say whether a pronoun stands for a person rather than a body; None where it may be either.

    Russian and Ukrainian "he" and "she" may be a ministry or an agency, too, but seldom are.
    """
    word = quote.strip().casefold().replace("ё", "е")
    return True if word in _PEOPLE else False if word in _THINGS else None

"""What taking in colleagues' files would do, and did: for a preview that a person reads."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.core.model import Annotator, Article, Entity
from annotator.storage.journal import Act

if TYPE_CHECKING:
    from annotator.services.union.planning import Union


@dataclass(slots=True)
class Count:
    """How many rows of one kind come in, change, or go."""

    new: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self.new or self.changed or self.removed)

    def add(self, other: "Count") -> None:
        """Add the numbers of another count."""
        self.new += other.new
        self.changed += other.changed
        self.removed += other.removed


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """What comes of one person's annotations in one article.

    An annotation counts as changed, too, if only its links are other ones.
    """

    article_id: str
    title: str
    annotations: Count


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a file brings of one person."""

    annotator: Annotator
    known: bool
    """They have annotated in our project before, or are in it already."""
    articles: tuple[ArticleCount, ...]

    @property
    def total(self) -> Count:
        """Their annotations in all articles together."""
        result = Count()
        for one in self.articles:
            result.add(one.annotations)
        return result


@dataclass(frozen=True, slots=True)
class OtherText:
    """An article whose text is not the one that we have: listed, never compared, nothing of it taken."""

    article_id: str
    """Its id in their file."""
    title: str
    ours: str
    """The title of the article of ours that it would be, if the text were the same."""
    left_out: int
    """How many annotations, decisions, comments and readings of it are not taken in."""
    reason: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something of an article or of the codebook that is otherwise in their file."""

    where: str
    """The title of the article, or the place in the codebook: ``claim``, ``claim.mode``,
    ``claim.mode.direct``, ``entity.kind.person``."""
    what: str
    """Which property differs: a column such as ``outlet``, ``title``, ``definition``; ``missing`` for a
    part of the codebook that our project lacks."""
    ours: str
    theirs: str
    added: bool = False
    """It is taken over, because we do not have it. All else stays as it is in our project."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two entities with a name in common and different ids: proposed for merging, never merged silently."""

    ours: Entity
    theirs: Entity
    name: str
    """The name or alias that both have, as ours writes it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One row that was changed in two places, to different contents with the same revision.

    The later one is kept, the other one noted in the project.
    """

    kind: str
    """``annotation``, ``link``, ``entity``, ``reading``, ``decision``, ``comment``, ``assignment``."""
    id: str
    article_id: str
    """In our project; empty for an entity or an assignment."""
    words: str
    """What it is: its quote, name or text."""
    annotator: str
    """The name of its author."""
    ours_stays: bool
    """Ours is the later one."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is not taken in, because something about it is not sound."""

    kind: str
    id: str
    """As their file has it; empty if not even that can be read."""
    reason: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A change or removal, in the present annotator's own name, that was not made in this project."""

    kind: str
    id: str
    article_id: str
    words: str
    """What it is about: a quote or a text."""
    what: str
    """``changed``, ``removed``, or ``new`` for a link of one of one's own annotations."""


@dataclass(frozen=True, slots=True)
class Rename:
    """A person of our project who has another name in their file."""

    id: str
    ours: str
    theirs: str
    """Without signs that nobody sees."""
    taken: bool
    """False if it is the name of somebody else here, or meant for the present annotator: ours stays."""


@dataclass(frozen=True, slots=True)
class Others:
    """What a file changes and removes of somebody else than the person it mainly comes from."""

    annotator: Annotator
    kind: str
    """``annotation``, ``decision``, ``comment``, ``reading``, ``assignment``."""
    count: Count
    """Nothing new is counted: anybody may bring what they know of others."""


@dataclass(slots=True)
class FileReport:
    """What one file holds that our project does not."""

    path: Path
    name: str
    """The name without its folders."""
    sha256: str = ""
    format: int = 0
    """The number of its format."""
    project_id: str = ""
    title: str = ""
    """What it calls its project."""
    taken_before: bool = False
    """A file with exactly these bytes was taken in before."""
    people: list[Contribution] = field(default_factory=list)
    """Whose annotations it brings, changes or removes, by name."""
    namesakes: list[Annotator] = field(default_factory=list)
    """Its annotators who have the name of somebody else in our project: two people, they stay two."""
    renames: list[Rename] = field(default_factory=list)
    others: list[Others] = field(default_factory=list)
    """Changes and removals in the name of third parties; they come in, and a person should ask."""
    new_articles: list[Article] = field(default_factory=list)
    other_texts: list[OtherText] = field(default_factory=list)
    removed_articles: list[str] = field(default_factory=list)
    """The titles of articles that were removed from our project, and stay removed."""
    metadata: list[Difference] = field(default_factory=list)
    """Metadata of articles that we have; ours stays."""
    codebook: list[Difference] = field(default_factory=list)
    new_entities: list[Entity] = field(default_factory=list)
    entities: Count = field(default_factory=Count)
    clashes: list[Clash] = field(default_factory=list)
    links: Count = field(default_factory=Count)
    decisions: Count = field(default_factory=Count)
    comments: Count = field(default_factory=Count)
    readings: Count = field(default_factory=Count)
    assignments: Count = field(default_factory=Count)
    same: int = 0
    """Rows that our project has already, as they are or newer."""
    conflicts: list[Conflict] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    own: list[Claim] = field(default_factory=list)
    """What it claims to have been done by the present annotator; only taken if asked for."""

    @property
    def annotations(self) -> Count:
        """The annotations of all people in it together."""
        result = Count()
        for one in self.people:
            result.add(one.total)
        return result

    @property
    def is_news(self) -> bool:
        """Say whether taking it in changes anything people made; what is claimed in one's own name aside."""
        return bool(
            any(one.added for one in self.codebook)
            or any(one.taken for one in self.renames)
            or self.new_articles
            or self.conflicts
            or any((self.annotations, self.links, self.entities))
            or any((self.decisions, self.comments, self.readings, self.assignments))
        )

    @property
    def needs_a_look(self) -> bool:
        """Say whether a person has to look: rows set aside, other texts, names kept, others' work changed."""
        kept = any(not one.taken for one in self.renames)
        return bool(self.set_aside or self.other_texts or self.others or kept)


@dataclass(slots=True)
class Incoming:
    """What `look` found: a preview for a person, and what `take_in` carries out."""

    files: list[FileReport]
    """In the order in which they were named."""
    union: "Union"
    """For `take_in` alone: what is to be written."""

    @property
    def is_news(self) -> bool:
        """Say whether taking in would change anything people made."""
        return any(one.is_news for one in self.files)

    @property
    def own(self) -> list[Claim]:
        """All that is claimed in the present annotator's own name."""
        return [claim for one in self.files for claim in one.own]


@dataclass(frozen=True, slots=True)
class Taken:
    """What `take_in` did."""

    act: Act | None
    """The one entry in the history that undo takes back; None if there was nothing to take in."""
    counts: dict[str, Count]
    """By kind: ``annotator`` (changed: renamed), ``article``, ``entity``, ``annotation``, ``link``,
    ``reading``, ``decision``, ``comment``, ``assignment``."""
    proposals: tuple[Clash, ...]
    """Entities that seem to be the same; each pair is merged only if a person says so."""
    notes: tuple[str, ...] = ()
    """Sentences, such as that no backup could be made before."""

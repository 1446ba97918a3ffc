"""Articles in: files, folders and the clipboard, looked at before anything is kept."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.core.errors import UnreadableInput
from annotator.core.ids import new_id
from annotator.core.model import Article
from annotator.core.text import sha256, single_line
from annotator.formats import registry
from annotator.formats.articles import MAX_BYTES, Parsed, parse_bytes, parse_pasted
from annotator.formats.decoding import How
from annotator.formats.registry import TextFormat
from annotator.formats.titles import TitleFrom
from annotator.services.progress import QUIET, Progress
from annotator.storage.project import Project

UNCONFIRMED = "Its charset is only guessed ({charset}); look at the text and confirm it, or choose another."


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article that was read and is not in a project yet; a person may still look at it.

    If it could not be read, ``refusal`` says why, and there is no text.
    """

    source_name: str
    """The file's name without its folder; empty for pasted text."""
    text_format: TextFormat
    data: bytes = b""
    parsed: Parsed | None = None
    refusal: str = ""

    @property
    def text(self) -> str:
        """The text as it would be stored."""
        return self.parsed.text if self.parsed else ""

    @property
    def title(self) -> str:
        """The title it would get."""
        return self.parsed.title if self.parsed else self.source_name

    @property
    def title_from(self) -> TitleFrom:
        """Where the title was taken from."""
        return self.parsed.title_from if self.parsed else TitleFrom.FIRST_WORDS

    @property
    def charset(self) -> str:
        """The charset it was read in; empty for pasted text."""
        return self.parsed.decoded.charset if self.parsed else ""

    @property
    def how(self) -> How:
        """How the charset is known."""
        return self.parsed.decoded.how if self.parsed else How.PASTED

    @property
    def certain(self) -> bool:
        """Whether it can be kept without a person looking at its charset first."""
        return self.parsed is None or self.parsed.decoded.certain

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences that a person should read before it is kept."""
        return self.parsed.notes if self.parsed else ()

    def header(self, name: str) -> str:
        """Return byline, outlet, url, published or language from its header; empty if not given."""
        return self.parsed.header.get(name) if self.parsed else ""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of articles that were to be added."""

    added: list[Article]
    duplicates: list[tuple[Incoming, Article, str]]
    """What was there already, as which article, and why it is the same: ``file`` or ``text``."""
    refused: list[tuple[str, str]]
    """The names of files that were not added, each with a sentence why."""


def read_file(path: Path, charset: str | None = None) -> Incoming:
    """Read an article from a file, in ``charset`` if a person chose one.

    Raises:
        UnreadableInput: if there is no such file, or no text in it that can be read.
        InvalidValue: if there is no such charset.
    """
    text_format = registry.format_of(path.name)
    if text_format is None:
        known = ", ".join(registry.suffixes())
        raise UnreadableInput(f"It is not an article: those end in {known}. Nothing was added.")
    data = _bytes_of(path)
    return Incoming(single_line(path.name), text_format, data, parse_bytes(data, text_format, charset))


def read_clipboard(text: str) -> Incoming:
    """Take an article from pasted text.

    Raises:
        UnreadableInput: if there is no text in it.
    """
    return Incoming("", registry.PLAIN, parsed=parse_pasted(text))


def read_paths(
    paths: Iterable[Path], progress: Progress = QUIET, charset: str | None = None
) -> list[Incoming]:
    """Read articles from files and folders, in order; folders with all that is in them.

    What cannot be read is in the list too, with its ``refusal``. Files in folders that are no
    articles by their names are passed over.

    Raises:
        InvalidValue: if there is no such charset.
        Cancelled: if the person stopped it.
    """
    files = list(_expanded(paths))
    result = []
    for number, path in enumerate(files):
        progress.step(number, len(files), path.name)
        result.append(_read_or_refusal(path, charset))
    progress.step(len(files), len(files), "")
    return result


def redecode(incoming: Incoming, charset: str) -> Incoming:
    """Read the same bytes in the charset that a person chose.

    Raises:
        UnreadableInput: if there is no text in them then.
        InvalidValue: if there is no such charset.
    """
    if incoming.how is How.PASTED:
        return incoming
    return replace(incoming, parsed=parse_bytes(incoming.data, incoming.text_format, charset), refusal="")


def confirmed(incoming: Incoming) -> Incoming:
    """Return ``incoming`` with its guessed charset confirmed by a person who saw the text."""
    if incoming.parsed is None or incoming.certain:
        return incoming
    decoded = replace(incoming.parsed.decoded, how=How.CHOSEN)
    return replace(incoming, parsed=replace(incoming.parsed, decoded=decoded))


def add_articles(project: Project, incoming: Sequence[Incoming], progress: Progress = QUIET) -> AddReport:
    """Add articles to a project, in one act.

    A file with the same bytes as one that is there, or with the same text, is not added a
    second time. One whose charset is only guessed is refused until a person `confirmed` it.

    Raises:
        ProjectError, NotAllowed: if the project cannot be changed; nothing was added.
        Cancelled: if the person stopped it; nothing was added.
    """
    report = AddReport([], [], [])
    fresh: list[tuple[Article, str]] = []
    seen: dict[str, Article] = {}
    for number, item in enumerate(incoming):
        progress.step(number, len(incoming), item.source_name or item.title)
        if item.parsed is None or not item.certain:
            reason = item.refusal or UNCONFIRMED.format(charset=item.charset)
            report.refused.append((item.source_name, reason))
            continue
        article = _article(item, item.parsed)
        known = _known(project, article, seen)
        if known is not None:
            report.duplicates.append((item, known, _sameness(known, article)))
            continue
        seen[article.text_sha256] = seen[article.source_sha256 or article.id] = article
        fresh.append((article, item.parsed.text))
    progress.step(len(incoming), len(incoming), "")
    if fresh:
        subject = fresh[0][0].source_name if len(fresh) == 1 else ""
        with project.act("add articles", subject, fresh[0][0].id if len(fresh) == 1 else "") as transaction:
            report.added.extend(transaction.insert_articles(fresh))
    return report


def known(project: Project, incoming: Incoming) -> Article | None:
    """Return the article of the project that has the same bytes, or the same text, if there is one."""
    if incoming.parsed is None:
        return None
    return _known(project, _article(incoming, incoming.parsed), {})


def _known(project: Project, article: Article, seen: dict[str, Article]) -> Article | None:
    return (
        (seen.get(article.source_sha256) if article.source_sha256 else None)
        or seen.get(article.text_sha256)
        or project.find_by_source(article.source_sha256)
        or project.find_by_text(article.text_sha256)
    )


def _sameness(known: Article, article: Article) -> str:
    same_file = article.source_sha256 and known.source_sha256 == article.source_sha256
    return "file" if same_file else "text"


def _article(item: Incoming, parsed: Parsed) -> Article:
    return Article(
        id=new_id(),
        title=parsed.title,
        text_sha256=sha256(parsed.text),
        length=len(parsed.text),
        byline=item.header("byline"),
        outlet=item.header("outlet"),
        url=item.header("url"),
        published=item.header("published"),
        language=item.header("language"),
        source_name=item.source_name,
        source_sha256=parsed.source_sha256,
        charset=item.charset,
        replaced=parsed.replaced,
    )


def _read_or_refusal(path: Path, charset: str | None) -> Incoming:
    try:
        return read_file(path, charset)
    except UnreadableInput as error:
        text_format = registry.format_of(path.name) or registry.PLAIN
        return Incoming(single_line(path.name), text_format, refusal=str(error))


def _bytes_of(path: Path) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableInput("It is not an ordinary file. Nothing was added.")
        if found.st_size > MAX_BYTES:
            limit = MAX_BYTES // 1_000_000
            raise UnreadableInput(
                f"It is larger than {limit} MB, the most one article can have. Nothing was added."
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(f"It cannot be read: {reason}. Nothing was added.") from error


def _expanded(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files, each once; for a folder the articles in it and below, hidden ones left out."""
    seen: set[Path] = set()
    for path in paths:
        for found in _articles_in(path) if path.is_dir() else (path,):
            place = found.absolute()
            if place not in seen:
                seen.add(place)
                yield found


def _articles_in(folder: Path) -> list[Path]:
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(parent, name)
            for name in sorted(names)
            if not name.startswith(".") and registry.format_of(name) is not None
        ]
    return found

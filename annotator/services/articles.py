"""Articles that are in the project: their metadata, their status, and taking them out again."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from annotator.core.dates import is_language, is_published
from annotator.core.errors import InvalidValue
from annotator.core.model import Article, Status
from annotator.core.review import Reading, reading_id
from annotator.core.text import single_line
from annotator.storage.journal import Act
from annotator.storage.project import Project

LONGEST = 2_000
"""Characters that a field of an article's metadata can have."""


def edit(project: Project, article_id: str, **fields: str) -> Act:
    """Change an article's title, byline, outlet, url, published or language.

    Raises:
        InvalidValue: if a field does not take what it is given.
        NotFound: if there is no such article.
        ProjectError: if it cannot be saved.
    """
    article = project.article(article_id)
    changed = checked(with_metadata(article, fields))
    with project.act("edit article", changed.title, article_id) as change:
        change.update(changed)
    return change.act


def set_status(project: Project, article_id: str, status: Status) -> Act:
    """Say how far the present annotator is with an article, which is then how far the work on it is.

    Raises:
        NotFound: if there is no such article.
        ProjectError: if it cannot be saved.
    """
    article = project.article(article_id)
    with project.act("set status", status.value, article_id) as change:
        change.update(replace(article, status=status))
        reading = Reading(reading_id(article_id, project.annotator.id), article_id, status)
        own = next((one for one in project.readings(article_id) if one.id == reading.id), None)
        if own is None:
            change.insert(reading)
        else:
            change.update(replace(own, status=status))
    return change.act


def remove(project: Project, article_id: str) -> Act:
    """Take an article out, with its annotations, in one act that can be undone.

    Raises:
        NotAllowed: if somebody else has annotations in it.
        NotFound: if there is no such article.
        ProjectError: if it cannot be saved.
    """
    article = project.article(article_id)
    own = [one.id for one in project.annotations(article_id) if one.annotator_id == project.annotator.id]
    with project.act("remove article", article.title, article_id) as change:
        for id_ in own:
            change.remove("annotation", id_)
        change.remove("article", article_id)
    return change.act


def checked(article: Article) -> Article:
    """Return an article with its metadata as single clean lines.

    Raises:
        InvalidValue: if there is no title, a field is too long, or a date or language is none.
    """
    clean = {name: single_line(getattr(article, name)) for name in _FIELDS}
    if not clean["title"]:
        raise InvalidValue("An article needs a title.")
    for name, value in clean.items():
        if len(value) > LONGEST:
            raise InvalidValue(
                f"The {name} can have up to {LONGEST:,} characters; this one has {len(value):,}."
            )
        check = _CHECKS.get(name)
        if check is not None and value:
            check(value)
    return with_metadata(article, clean)


def with_metadata(article: Article, fields: Mapping[str, str]) -> Article:
    """Return an article with some of its metadata otherwise, by the names that `edit` takes.

    Raises:
        InvalidValue: if it has nothing of such a name.
    """
    for name in fields:
        if name not in _FIELDS:
            raise InvalidValue(f"An article has no “{name}” that can be edited.")
    return replace(
        article,
        title=fields.get("title", article.title),
        byline=fields.get("byline", article.byline),
        outlet=fields.get("outlet", article.outlet),
        url=fields.get("url", article.url),
        published=fields.get("published", article.published),
        language=fields.get("language", article.language),
    )


def _check_published(value: str) -> None:
    if not is_published(value):
        raise InvalidValue(f"“{value[:60]}” is not a date of the form 2025-09-18, 2025-09 or 2025.")


def _check_language(value: str) -> None:
    if not is_language(value):
        raise InvalidValue(f"“{value[:60]}” is not a language code such as en, ru or zh-Hant.")


_CHECKS: dict[str, Callable[[str], None]] = {"published": _check_published, "language": _check_language}
_FIELDS = ("title", "byline", "outlet", "url", "published", "language")
"""What can be edited."""

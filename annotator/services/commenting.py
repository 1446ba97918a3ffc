"""Comments: threads on annotations and on articles.

A thread is all comments with the same article and annotation; how it stands is what its newest
comment says. Nobody changes what another has written, and a thread stays when its annotation goes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from annotator.core.errors import InvalidValue, NotAllowed, NotFound
from annotator.core.ids import new_id, now_after
from annotator.core.model import Annotation, Article
from annotator.core.review import Comment, ThreadState, thread_state
from annotator.core.text import normalise
from annotator.storage.journal import Act
from annotator.storage.project import Project

LONGEST = 10_000
"""Characters that a comment can have."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What was said about one annotation, or about one article as a whole."""

    article: Article
    annotation_id: str
    """Empty for the article as a whole."""
    annotation: Annotation | None
    """None for the article as a whole, and if the annotation was removed since."""
    quote: str
    """The words that the annotation marks; of one that was removed, those that it marked."""
    comments: tuple[Comment, ...]
    """At least one; the oldest first."""

    @property
    def state(self) -> ThreadState:
        """Whether it still waits for something."""
        return thread_state(self.comments)

    @property
    def open(self) -> bool:
        """Whether it still waits for something."""
        return self.state is ThreadState.OPEN

    @property
    def key(self) -> tuple[str, str]:
        """Article and annotation: there is one thread for each."""
        return self.article.id, self.annotation_id

    @property
    def removed(self) -> bool:
        """Whether the annotation that it is about is not there any more."""
        return bool(self.annotation_id) and self.annotation is None


def threads(project: Project, article_id: str | None = None) -> list[Thread]:
    """Return the threads of an article, or of all: by article, the article's own first, then as in the text.

    Threads of annotations that were removed come last in their article.

    Raises:
        ProjectError: if the file cannot be read.
    """
    by_article: dict[str, dict[str, list[Comment]]] = {}
    for comment in project.comments(article_id):
        by_article.setdefault(comment.article_id, {}).setdefault(comment.annotation_id, []).append(comment)
    if not by_article:
        return []
    return [
        thread
        for article in project.articles()
        if article.id in by_article
        for thread in _in_order(project, article, by_article[article.id])
    ]


def thread_on(project: Project, article_id: str, annotation_id: str = "") -> Thread | None:
    """Return the thread on an annotation, or on an article as a whole; None if nobody has said anything."""
    found = [one for one in project.comments(article_id) if one.annotation_id == annotation_id]
    return _thread(project, project.article(article_id), annotation_id, found) if found else None


def waiting(project: Project, article_id: str | None = None) -> Counter[tuple[str, str]]:
    """Return article and annotation of each open thread, with the number of its comments."""
    found: dict[tuple[str, str], list[Comment]] = {}
    for comment in project.comments(article_id):
        found.setdefault((comment.article_id, comment.annotation_id), []).append(comment)
    return Counter(
        {key: len(comments) for key, comments in found.items() if thread_state(comments) is ThreadState.OPEN}
    )


def comment(project: Project, article_id: str, annotation_id: str, text: str) -> Act:
    """Say something about an annotation, also somebody else's, or with an empty id about the article.

    A thread that was resolved is open again: what nobody is told of, nobody answers.

    Raises:
        InvalidValue: if there is no text, or it is too long.
        NotFound: if there is no such article, or neither such an annotation in it nor a thread about it.
        ProjectError: if it cannot be saved.
    """
    said = _sound(text)
    if not said:
        raise InvalidValue("There is nothing to say in this comment yet; write it first.")
    return _say(project, "comment", article_id, annotation_id, said, ThreadState.OPEN)


def resolve(project: Project, thread: Thread, text: str = "") -> Act:
    """Say that a thread waits for nothing any more, with a last word or without.

    Raises:
        InvalidValue: if the text is too long.
        NotAllowed: if it is resolved already and there is no text.
        NotFound: if the thread is not there any more.
        ProjectError: if it cannot be saved.
    """
    return _turn(project, "resolve thread", thread, text, ThreadState.RESOLVED)


def reopen(project: Project, thread: Thread, text: str = "") -> Act:
    """Say that a resolved thread waits for something again.

    Raises: as `resolve`; NotAllowed if it is open and there is no text.
    """
    return _turn(project, "reopen thread", thread, text, ThreadState.OPEN)


def edit(project: Project, comment_id: str, text: str) -> Act:
    """Say in other words what one has said; when it was said, and what that made of the thread, stay.

    Raises:
        InvalidValue: if there is no text, or it is too long.
        NotAllowed: if it is somebody else's comment.
        NotFound: if it is not there any more.
        ProjectError: if it cannot be saved.
    """
    present = _present(project, comment_id)
    said = _sound(text)
    if not said:
        raise InvalidValue("A comment needs words. It stays as it was; to take it back, remove it.")
    with project.act("edit comment", "", present.article_id) as change:
        change.update(replace(present, text=said))
    return change.act


def remove(project: Project, comment_id: str) -> Act:
    """Take a comment of one's own back; the thread stands as the comment before made it.

    Raises:
        NotAllowed: if it is somebody else's comment.
        NotFound: if it is not there any more.
        ProjectError: if it cannot be saved.
    """
    present = _present(project, comment_id)
    with project.act("remove comment", "", present.article_id) as change:
        change.remove("comment", comment_id)
    return change.act


def _turn(project: Project, verb: str, thread: Thread, text: str, state: ThreadState) -> Act:
    article_id, annotation_id = thread.key
    said = _sound(text)
    present = thread_on(project, article_id, annotation_id)
    if present is None:
        raise NotFound("This thread is not there any more; nothing was changed.")
    if present.state is state and not said:
        how = "resolved" if state is ThreadState.RESOLVED else "open"
        raise NotAllowed(f"This thread is {how} already; nothing was changed.")
    return _say(project, verb, article_id, annotation_id, said, state)


def _say(
    project: Project, verb: str, article_id: str, annotation_id: str, text: str, state: ThreadState
) -> Act:
    project.article(article_id)
    earlier = [one for one in project.comments(article_id) if one.annotation_id == annotation_id]
    quote = _quote(project, article_id, annotation_id, earlier)
    at = now_after(max((one.created_at for one in earlier), default=""))
    with project.act(verb, "", article_id) as change:
        made = Comment(new_id(), article_id, annotation_id, quote, text, state)
        change.insert(replace(made, created_at=at, updated_at=at))
    return change.act


def _quote(project: Project, article_id: str, annotation_id: str, earlier: list[Comment]) -> str:
    if not annotation_id:
        return ""
    annotation = project.annotation(annotation_id)
    if annotation is not None and annotation.article_id == article_id:
        return annotation.quote
    if not earlier:
        raise NotFound("The annotation is not there any more, so nothing was said about it.")
    return max(earlier, key=_when).quote


def _present(project: Project, comment_id: str) -> Comment:
    found = next((one for one in project.comments() if one.id == comment_id), None)
    if found is None:
        raise NotFound("This comment is not there any more; nothing was changed.")
    return found


def _sound(text: str) -> str:
    said = normalise(text).text.strip()
    if len(said) > LONGEST:
        raise InvalidValue(f"A comment can have up to {LONGEST:,} characters; this one has {len(said):,}.")
    return said


def _in_order(project: Project, article: Article, said: dict[str, list[Comment]]) -> Iterator[Thread]:
    found = (_thread(project, article, id_, comments) for id_, comments in said.items())
    return iter(sorted(found, key=_place))


def _thread(project: Project, article: Article, annotation_id: str, said: Iterable[Comment]) -> Thread:
    comments = tuple(sorted(said, key=_when))
    annotation = project.annotation(annotation_id) if annotation_id else None
    if annotation is not None and annotation.article_id != article.id:
        annotation = None
    quote = annotation.quote if annotation else comments[-1].quote
    return Thread(article, annotation_id, annotation, quote, comments)


def _place(thread: Thread) -> tuple[bool, int, int, str]:
    if thread.annotation is not None:
        return False, thread.annotation.start, -thread.annotation.end, thread.annotation_id
    return thread.removed, -1, 0, thread.annotation_id


def _when(one: Comment) -> tuple[str, str]:
    return one.created_at, one.id


__all__ = [
    *("LONGEST", "Thread", "comment", "edit", "remove", "reopen"),
    *("resolve", "thread_on", "threads", "waiting"),
]

"""The history in words: what the services found, said to a person."""

from datetime import UTC, datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from annotator.core.codebook import Layer
from annotator.services.story import CHANGED, CONFIRMED, MADE, TAKEN_BACK, Brought, Entry, Said
from annotator.ui.texts import counted, isolated, shortened
from annotator.ui.wording import act_in_words

LONG = 240
"""Code points of a value that are shown."""
_ABOUT = 60


class Line(NamedTuple):
    """One change as it is shown: what, the old value, the new one."""

    label: str
    before: str = ""
    after: str = ""
    pair: bool = False
    """It is a change from one value to another, of which either may be empty."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Story", text)


def local(at: str) -> datetime:
    """Return a moment of the journal in local time; the epoch if it cannot be read."""
    try:
        return datetime.fromisoformat(at).astimezone()
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def day_in_words(moment: datetime) -> str:
    """Return a day with its weekday: Tuesday 17 November 2026."""
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), "dddd d MMMM yyyy")


def time_in_words(moment: datetime) -> str:
    """Return the time of day: 18:00."""
    return QLocale().toString(QTime(moment.hour, moment.minute), "HH:mm")


def headline(entry: Entry, layers: list[Layer]) -> str:
    """Return what an entry is: ``mark claim``, or what it undid."""
    act = entry.act
    what = act_in_words(act.verb, act.subject, layers)
    if act.kind == "do" or entry.of is None:
        return _tr("{what} (undone later)").format(what=what) if entry.state == TAKEN_BACK else what
    frame = _tr("undid: {what} ({when})") if act.kind == "undo" else _tr("redid: {what} ({when})")
    then = local(entry.of.at)
    same_day = then.date() == local(act.at).date()
    when = time_in_words(then) if same_day else f"{day_in_words(then)}, {time_in_words(then)}"
    return frame.format(what=what, when=when)


def remarks(entry: Entry) -> list[str]:
    """Return what there is to say of an entry besides what it changed."""
    if not entry.readable:
        return [_tr("This entry cannot be read: it is damaged. The others are not affected.")]
    if entry.gone:
        return [_tr("What it brought was taken out again and not kept.")]
    return []


def line_of(said: Said, *, named: bool) -> Line:
    """Return one change in words; ``named`` says also of which annotation, article or entity it is."""
    about = about_in_words(said)
    if not said.field:
        return Line(_whole(said).format(about=about or _tr("something"), layer=said.layer))
    title = said.title or _titles().get((said.kind, said.field)) or _columns().get(said.field, said.field)
    label = f"{about} · {title}" if named and about else title
    if said.what == CONFIRMED:
        return Line(_tr("{label}: confirmed").format(label=label))
    return Line(label, _value(said, said.before), _value(said, said.after), pair=True)


def about_in_words(said: Said) -> str:
    """Return what a change is about, in quotation marks; empty if that has no words."""
    return f"“{isolated(shortened(said.about, _ABOUT))}”" if said.about else ""


def spoken(line: Line) -> str:
    """Return a line for those who hear it, and for copying."""
    if not line.pair:
        return line.label
    before, after = line.before or nothing(), line.after or nothing()
    return _tr("{label}: {before} became {after}").format(label=line.label, before=before, after=after)


def nothing() -> str:
    """Return what stands for an empty value."""
    return _tr("nothing")


def group_in_words(group: Brought) -> str:
    """Return what an entry brought: ``12 annotations are new in “Title”, by Bea``."""
    nouns = _counted_kinds()
    one, many = nouns.get(group.kind, (group.kind, "{n} × " + group.kind))
    number = counted(group.count, one, many)
    frames = {MADE: _tr("{number} new"), CHANGED: _tr("{number} changed")}
    parts = [frames.get(group.what, _tr("{number} removed")).format(number=number)]
    if group.article:
        title = isolated(shortened(group.article, _ABOUT))
        parts.append(_tr("in “{title}”").format(title=title))
    if group.annotator:
        parts.append(_tr("by {name}").format(name=isolated(group.annotator)))
    return " ".join(parts)


def _value(said: Said, value: str) -> str:
    token = (said.field, value)
    return shortened(_tokens().get(token, value), LONG)


def _whole(said: Said) -> str:
    made, removed = _tr("{about} was made"), _tr("{about} was removed")
    frames = {
        "annotation": (_tr("{about} was marked as {layer}"), _tr("{about} is no longer marked as {layer}")),
        "article": (_tr("{about} was added"), removed),
        "entity": (_tr("The entity {about} was added"), _tr("The entity {about} was removed")),
        "annotator": (_tr("{about} took part for the first time"), removed),
        "decision": (_tr("A decision about {about}"), _tr("The decision about {about} was reopened")),
        "comment": (_tr("A comment on {about}"), _tr("A comment on {about} was removed")),
        "reading": (_tr("How far {about} is read"), _tr("How far {about} is read is no longer said")),
        "assignment": (_tr("Handed out to {about}"), _tr("What was handed out to {about} was taken back")),
        "intake": (_tr("The file {about} was taken in"), _tr("The file {about} was taken out")),
        "layer": (_tr("The layer {about} was added"), _tr("The layer {about} was removed")),
        "field": (_tr("The field {about} was added"), _tr("The field {about} was removed")),
        "choice": (_tr("The value {about} was added"), _tr("The value {about} was removed")),
        "conflict": (
            _tr("A second version of something was set aside"),
            _tr("A second version was taken out"),
        ),
    }
    pair = frames.get(said.kind, (made, removed))
    return pair[0] if said.what == MADE else pair[1]


def _titles() -> dict[tuple[str, str], str]:
    return {
        ("annotation", "layer"): _tr("Layer"),
        ("annotation", "quote"): _tr("Marked text"),
        ("comment", "text"): _tr("Comment"),
        ("comment", "state"): _tr("Thread"),
        ("assignment", "note"): _tr("Note"),
        ("entity", "kind"): _tr("Kind"),
    }


def _columns() -> dict[str, str]:
    return {
        "note": _tr("Note"),
        "tags": _tr("Tags"),
        "fragments": _tr("Place in the text"),
        "title": _tr("Title"),
        "byline": _tr("Author"),
        "outlet": _tr("Outlet"),
        "url": _tr("Address"),
        "published": _tr("Published"),
        "language": _tr("Language"),
        "status": _tr("Status"),
        "name": _tr("Name"),
        "aliases": _tr("Other names"),
        "role": _tr("Role"),
        "country": _tr("Country"),
        "wikidata": _tr("Wikidata"),
        "merged_into": _tr("Merged into"),
        "verdict": _tr("Decision"),
        "gold_id": _tr("Agreed text"),
        "reason": _tr("Reason"),
        "assignee_id": _tr("For"),
        "due": _tr("Until"),
        "key": _tr("Key"),
        "colour": _tr("Colour"),
        "shape": _tr("Shape"),
        "grain": _tr("What the key marks"),
        "guideline": _tr("Guideline"),
        "definition": _tr("Meaning"),
        "retired": _tr("Retired"),
        "required": _tr("Required"),
        "several": _tr("Several values"),
        "lines": _tr("Lines"),
        "type": _tr("Type"),
    }


def _tokens() -> dict[tuple[str, str], str]:
    yes, no = _tr("yes"), _tr("no")
    return {
        ("status", "todo"): _tr("to do"),
        ("status", "in progress"): _tr("in progress"),
        ("status", "done"): _tr("done"),
        ("verdict", "accept"): _tr("accepted"),
        ("verdict", "change"): _tr("changed"),
        ("verdict", "reject"): _tr("rejected"),
        ("state", "open"): _tr("open"),
        ("state", "resolved"): _tr("resolved"),
        **{(field, "1"): yes for field in ("retired", "required", "several")},
        **{(field, "0"): no for field in ("retired", "required", "several")},
    }


def _counted_kinds() -> dict[str, tuple[str, str]]:
    return {
        "annotation": (_tr("1 annotation"), _tr("{n} annotations")),
        "link": (_tr("1 value that points to something"), _tr("{n} values that point to something")),
        "article": (_tr("1 article"), _tr("{n} articles")),
        "entity": (_tr("1 entity"), _tr("{n} entities")),
        "annotator": (_tr("1 annotator"), _tr("{n} annotators")),
        "reading": (_tr("1 reading"), _tr("{n} readings")),
        "decision": (_tr("1 decision"), _tr("{n} decisions")),
        "comment": (_tr("1 comment"), _tr("{n} comments")),
        "assignment": (_tr("1 assignment"), _tr("{n} assignments")),
        "intake": (_tr("1 file"), _tr("{n} files")),
        "conflict": (_tr("1 second version"), _tr("{n} second versions")),
        "layer": (_tr("1 layer"), _tr("{n} layers")),
        "field": (_tr("1 field"), _tr("{n} fields")),
        "choice": (_tr("1 value of the codebook"), _tr("{n} values of the codebook")),
    }

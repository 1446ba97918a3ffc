"""Checks the documents: ``python -m scripts.check_docs``, part of ``make check``.

It sees to it that links and pictures inside the project resolve, that every command of the
command line is documented, that each decision is in its index, that the changelog has a place
for what comes next, and that no file names a place on somebody's machine or a package registry.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent

_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_INLINE_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(
    r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)"
    r"|<(?:img|source|a)\b[^>]*?\b(?:src|srcset|href)=\"([^\"]+)\""
)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

# The names are put together from halves so that this file does not trip over itself.
_HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js", "deb.deb" + "ian")
_HOMES = ("ho" + "me", "Us" + "ers", "ro" + "ot")
_REGISTRIES = re.compile("|".join(map(re.escape, _HOSTS)))
_MACHINE_PATHS = re.compile(rf"(?<![\w.~-])/(?:{'|'.join(_HOMES)})/[\w.~-]+")
_EXAMPLE_PEOPLE = ("you", "name", "user")


def problems(root: Path, files: Iterable[Path], commands: Iterable[str]) -> Iterator[str]:
    """Yield one line for each thing that is wrong.

    ``files`` are the project's files, absolute; ``commands`` the names that the command line has.
    """
    texts = {path: text for path in sorted(files) if (text := _text(path)) is not None}
    documents = {path: text for path, text in texts.items() if path.suffix == ".md"}
    for path, text in documents.items():
        yield from (f"{path.relative_to(root)}: {fault}" for fault in broken_links(path, text, root))
    for path, text in texts.items():
        yield from (f"{path.relative_to(root)}:{fault}" for fault in given_away(text))
    yield from undocumented(documents.values(), commands)
    yield from missing_decisions(root)
    yield from changelog_faults(root)


def broken_links(path: Path, text: str, root: Path) -> Iterator[str]:
    """Yield what the links and pictures of one document point at in vain."""
    for match in _LINK.finditer(_without_code(text)):
        target = match[1] or match[2]
        if _OUTSIDE.match(target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / unquote(file)).resolve() if file else path
        if not there.is_relative_to(root) or not there.exists():
            yield f"there is no {target}"
        elif anchor and there.suffix == ".md" and anchor not in _anchors(there.read_text("utf-8")):
            yield f"{there.name} has no heading for #{anchor}"


def given_away(text: str) -> Iterator[str]:
    """Yield ``line: what`` for each path of somebody's machine and each registry host."""
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _REGISTRIES.finditer(line):
            yield f"{number}: names the registry {match[0]}"
        for match in _MACHINE_PATHS.finditer(line):
            if match[0].rsplit("/", 1)[1] not in _EXAMPLE_PEOPLE:
                yield f"{number}: names a place on somebody's machine, {match[0]}"


def undocumented(documents: Iterable[str], commands: Iterable[str]) -> Iterator[str]:
    """Yield the commands that no document shows as ``annotator COMMAND``."""
    together = "\n".join(documents)
    for command in commands:
        if not re.search(rf"\bannotator {re.escape(command)}\b", together):
            yield f"docs: `annotator {command}` is in no document"


def missing_decisions(root: Path) -> Iterator[str]:
    """Yield the decision records that their index does not link, and gaps in their numbers."""
    folder = root / "docs" / "decisions"
    index = _text(folder / "README.md") or ""
    records = sorted(path.name for path in folder.glob("[0-9]*.md"))
    for expected, name in enumerate(records, start=1):
        if f"({name})" not in index:
            yield f"docs/decisions/README.md: {name} is not in the index"
        if not name.startswith(f"{expected:04}-"):
            yield f"docs/decisions/{name}: its number should be {expected:04}"


def changelog_faults(root: Path) -> Iterator[str]:
    """Yield what the changelog lacks."""
    if not re.search(r"^## \[?Unreleased\]?\s*$", _text(root / "CHANGELOG.md") or "", re.MULTILINE):
        yield "CHANGELOG.md: there is no section Unreleased"


def project_files(root: Path) -> list[Path]:
    """Return the files that are in the project or would be: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := root / name).is_file()]


def command_names(root: Path) -> list[str]:
    """Return the commands that ``annotator --help`` lists."""
    shown = subprocess.run(
        [sys.executable, "-m", "annotator", "--help"], cwd=root, check=True, stdout=subprocess.PIPE, text=True
    )
    _, _, listed = shown.stdout.partition("Commands:\n")
    return re.findall(r"^  ([a-z][a-z-]*)(?:\s|$)", listed, re.MULTILINE)


def _text(path: Path) -> str | None:
    """Return the file's text; None if it is not there, or not text."""
    try:
        return path.read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _without_code(text: str) -> str:
    return _INLINE_CODE.sub("", _FENCE.sub("", text))


def _anchors(text: str) -> set[str]:
    """Return the anchors that the usual renderers give to the headings of a document."""
    headings = (match[1].replace("`", "") for match in _HEADING.finditer(_FENCE.sub("", text)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    commands = command_names(ROOT)
    files = project_files(ROOT)
    found = list(problems(ROOT, files, commands))
    if not commands:
        found.append("annotator --help lists no commands")
    for line in found:
        print(line)
    if not found:
        print(f"Documents: {sum(path.suffix == '.md' for path in files)} checked, nothing to put right.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

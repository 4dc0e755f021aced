"""Reads mapping.toml: which of their headers is which of our columns."""

import datetime as dt
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

from influencer_roi.intake.folder import MAPPING
from influencer_roi.intake.regular import open_regular
from influencer_roi.model.headers import folded
from influencer_roi.model.report import Problem, Refused, refusal
from influencer_roi.model.schema import NUMBERS, TABLES, Table
from influencer_roi.settings import DateOrder

_ORDERS: Mapping[str, DateOrder] = {"day first": "dmy", "month first": "mdy", "dmy": "dmy", "mdy": "mdy"}
NO_FORMAT = "none"
_MOST = 1 << 20  # bytes


@dataclass(frozen=True)
class Mapped:
    """How the files of one table whose names fit a pattern are read.

    `headers` is {our column: their header}, `constants` {our column: a value}; `left_out` and `pending` are
    status words of theirs. Without a `file` it is the one found by its name; `sheet` names one of a workbook.
    With `format` NO_FORMAT a file is of no known format, whatever its headers.
    """

    table: Table
    file: str = ""
    sheet: str = ""
    format: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    left_out: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What it says, for `check`."""
        parts = [f'{name} = "{header}"' for name, header in self.headers.items()]
        parts += [f'{name} is always "{value}"' for name, value in self.constants.items()]
        if self.date_order:
            parts.append("day first" if self.date_order == "dmy" else "month first")
        for words, what in ((self.left_out, "left out"), (self.pending, "pending")):
            parts += [f"{', '.join(words)} {what}"] if words else []
        parts += ["read as no known format"] if self.format == NO_FORMAT else []
        place = f"{self.file or 'the file of that name'}{f' [{self.sheet}]' if self.sheet else ''}"
        return f"{self.table.name} from {place}: {'; '.join(parts)}."


@dataclass(frozen=True)
class MappingFile:
    """What a mapping says, and everything that is wrong with what it says."""

    tables: tuple[Mapped, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_mapping(folder: Path) -> MappingFile:
    """Return what the mapping.toml of a folder says; nothing where there is none.

    Raises:
        Refused: it cannot be read, or is no TOML.
    """
    path = folder / MAPPING
    if not path.exists():
        return MappingFile()
    try:
        with open_regular(path) as file:
            text = (file.read(_MOST) or b"").decode("utf-8-sig")
    except OSError as error:
        raise refusal(
            "unreadable", MAPPING, f"the file cannot be read ({error.strerror}). Check its permissions."
        ) from None
    except UnicodeDecodeError:
        raise refusal("encoding_unknown", MAPPING, "the file is not UTF-8. Save it as UTF-8.") from None
    return _parsed_mapping(text)


def mapping_text(tables: Iterable[Mapped]) -> str:
    """Return the text of a mapping that says so; empty where it says nothing."""
    return "\n\n".join(map(_table_text, tables))


def _table_text(one: Mapped) -> str:
    order = {"dmy": "day first", "mdy": "month first"}.get(one.date_order or "", "")
    options = {"file": one.file, "sheet": one.sheet, "format": one.format, "date_order": order}
    values = {name: _quoted(text) for name, text in (options | {**one.headers}).items() if text}
    values |= {name: f"{{ constant = {_quoted(value)} }}" for name, value in one.constants.items()}
    lists = {"left_out": one.left_out, "pending": one.pending}
    values |= {name: f"[{', '.join(map(_quoted, words))}]" for name, words in lists.items() if words}
    return "\n".join([f"[[{one.table.name}]]", *(f"{name} = {value}" for name, value in values.items())])


def _quoted(text: str) -> str:
    """Return a text as TOML writes it, which JSON does alike but for the character 127."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def mapped_in(text: str) -> tuple[Mapped, ...]:
    """Return what the text of a mapping says.

    Raises:
        Refused: as of `read_mapping`, or it names a table, column or option that is none; it says every such
            thing.
    """
    found = _parsed_mapping(text)
    if found.problems:
        raise Refused(found.problems)
    return found.tables


def _parsed_mapping(text: str) -> MappingFile:
    try:
        document = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise refusal("bad_mapping", MAPPING, f"this is no TOML: {error}. Correct that line.") from None
    problems: list[Problem] = []
    found = [one for name, given in document.items() for one in _of_table(name, given, problems)]
    return MappingFile(tuple(found), tuple(problems))


def bad_mapping(text: str) -> Problem:
    """Return what cannot be followed in a mapping."""
    return Problem("bad_mapping", MAPPING, text)


def _of_table(name: str, given: object, problems: list[Problem]) -> Iterator[Mapped]:
    table = next((one for one in TABLES if one.name == folded(name)), None)
    if table is None:
        tables = [one.name for one in TABLES]
        text = f"there is no table [{name}]{_nearest(name, tables)} Name {', '.join(tables)}."
        problems.append(bad_mapping(text))
        return
    for one in given if isinstance(given, list) else [given]:
        if not isinstance(one, dict):
            problems.append(bad_mapping(f"{name} is no table. Write [{name}], and its columns below it."))
        else:
            yield _mapped(table, cast("dict[str, object]", one), problems)


def _mapped(table: Table, given: Mapping[str, object], problems: list[Problem]) -> Mapped:
    headers: dict[str, str] = {}
    constants: dict[str, str] = {}
    options: dict[str, object] = {}
    names = [column.name for column in table.known]
    for key, value in given.items():
        where = f"{table.name}.{key}"
        if key in _OPTIONS:
            options[key] = value
        elif key not in names:
            problems.append(bad_mapping(f"{where} is no column{_nearest(key, [*names, *_OPTIONS])}"))
        elif isinstance(value, str) and value.strip():
            headers[key] = value
        elif (found := _constant(value)) is not None:
            constants[key] = found
        else:
            text = f'{where} is neither a header nor a value. Write "their header" or {{ constant = "…" }}.'
            problems.append(bad_mapping(text))
    problems += _twice(table, headers)
    read = {name: _OPTIONS[name][0](options[name]) for name in _OPTIONS if name in options}
    for name in (name for name, text in read.items() if text is None):
        wrong = _OPTIONS[name][1].format(name=name, value=options[name])
        problems.append(bad_mapping(f"{table.name}.{name} {wrong}"))
    stated = {name: text for name, text in read.items() if text is not None}
    return Mapped(table, headers=headers, constants=constants, **stated)


def _constant(value: object) -> str | None:
    """Return the value of { constant = … }, None of anything else."""
    if not isinstance(value, dict) or [*value] != ["constant"]:
        return None
    constant = value["constant"]
    return str(constant) if isinstance(constant, str | int | float | dt.date) else None


def _twice(table: Table, headers: Mapping[str, str]) -> Iterator[Problem]:
    """Yield one header that is to be two columns of which it cannot be both."""
    columns: dict[str, list[str]] = {}
    for name, header in headers.items():
        columns.setdefault(folded(header), []).append(name)
    for names in columns.values():
        kinds = {table.column(name).kind for name in names}
        if len(names) > 1 and (len(kinds) > 1 or not kinds.isdisjoint(NUMBERS)):
            both = " and ".join(f"{table.name}.{name}" for name in names)
            yield bad_mapping(f'{both} are both "{headers[names[0]]}". One header is one of them.')


def _text(value: object) -> str | None:
    return value.strip() if isinstance(value, str) else None


def _format(value: object) -> str | None:
    return value if value in ("", NO_FORMAT) and isinstance(value, str) else None


def _order(value: object) -> DateOrder | None:
    return _ORDERS.get(value.strip().casefold()) if isinstance(value, str) else None


def _words(value: object) -> tuple[str, ...] | None:
    words = [value] if isinstance(value, str) else value
    are_words = isinstance(words, list) and all(isinstance(word, str) for word in words)
    return tuple(cast("list[str]", words)) if are_words else None


_A_TEXT = _text, 'is no text. Write {name} = "…".'
_SOME_WORDS = _words, 'is no list of words. Write {name} = ["a word"].'
# By option what reads its value, as None where that is another, and what is said then.
_OPTIONS: Mapping[str, tuple[Callable[[object], Any], str]] = {
    "file": _A_TEXT,
    "sheet": _A_TEXT,
    "format": (
        _format,
        f'is "{{value}}". Write "{NO_FORMAT}" for a file of no known format, else nothing.',
    ),
    "date_order": (_order, 'is "{value}". Write "day first" or "month first".'),
    "left_out": _SOME_WORDS,
    "pending": _SOME_WORDS,
}


def _nearest(text: str, among: Sequence[str]) -> str:
    near = get_close_matches(text.casefold(), among, n=1)
    return f": {near[0]}?" if near else "."


def nearest_header(header: str, among: Sequence[str]) -> str:
    """Return the header of a file that is nearest to one it has not, else nothing."""
    folds = {folded(one): one for one in among if one.strip()}
    near = get_close_matches(folded(header), [*folds], n=1, cutoff=0.5)
    return folds[near[0]] if near else ""

"""Says what of a folder was not read as rows of a table, and why: parts, repeats, sheets, files beside."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from influencer_roi.intake.converting.claims import Claim
from influencer_roi.intake.folder import BESIDE, Source, is_copy, named_beside, stem
from influencer_roi.intake.location import OrdersLocation, data_files
from influencer_roi.intake.parts import Read
from influencer_roi.intake.remarks.wording import some
from influencer_roi.intake.repeats import repeating
from influencer_roi.model.report import Note
from influencer_roi.model.schema import ORDERS


def not_counted(location: OrdersLocation | None, claims: Sequence[Claim]) -> Iterable[Note]:
    """Yield a note on files that tell of orders too, where orders are left where they are."""
    names = [claim.source.name for claim in claims if ORDERS.name in claim.readings]
    if location and names:
        text = f"the orders of {some(names)} are not counted, for {location.name} is left where it is"
        yield Note(ORDERS.name, location.name, "orders_not_counted", f"{text}; what they pay is.")


def no_parts(used: Mapping[str, Read], location: OrdersLocation | None) -> Iterable[Note]:
    """Yield a note for each file that may be a part of a table and was not read as one, and why."""
    for name, read in used.items():
        for source, why in read.others.items():
            yield _no_part(name, source.name, why)
    if location and location.root:
        for file in data_files(location.root):
            if file not in location.files:
                yield _no_part(ORDERS.name, file.name, repeating("others"))


def _no_part(table: str, file: str, why: str) -> Note:
    return Note(table, file, "no_part", f"not read as a part of {table}: {why}")


def sheets_beside(folder: Path) -> Iterable[Source]:
    """Yield what lies beside the tables as the sheet of a workbook."""
    return (source for name in BESIDE for source in named_beside(name, folder) if source.sheet)


def unread_files(names: Sequence[str], folder: Path) -> Iterable[Note]:
    """Yield a note that names what lies beside the tables and was not read."""
    if names:
        listed = some(
            [f"{name} (a copy)" if is_copy(stem(Path(name.removesuffix("]")))) else name for name in names]
        )
        text = f"not read: {listed}. A file is read as part of a table where it has its columns"
        are_sheets = any(name.endswith("]") for name in names)
        sheets = "; a sheet, where no file is named as that table" if are_sheets else ""
        yield Note("", folder.name, "unread_files", f"{text}{sheets}.")

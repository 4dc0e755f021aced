"""Declares every code a load can give: why a row is set aside, what is noted, why a file is refused."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Why one row is set aside. `reason` follows "the row has"; `{column}` stands for the column's words."""

    reason: str
    fix: str


FAULTS = {
    # the record
    "invalid_utf8": Fault("a byte that is no UTF-8", "Save the file as UTF-8."),
    "nul_byte": Fault("a NUL byte", "Remove it, or export the row again."),
    "too_few_fields": Fault("fewer fields than the header", "Give it every field, empty ones too."),
    "too_many_fields": Fault("more fields than the header", "Quote the field that holds the separator."),
    "field_too_long": Fault("a field of more than 65,536 bytes", "Shorten it."),
    "repeated_header": Fault("the header again", "Remove the line; files were joined."),
    "footer_row": Fault("a total instead of a record", "Remove the line."),
    # keys
    "missing_key": Fault("no {column}", "Give it one."),
    "id_scientific": Fault("in {column} an id Excel turned into a number", "Export the column as text."),
    "duplicate_exact": Fault("the same {column} and values as an earlier row", "Remove the second."),
    "duplicate_conflict": Fault("the {column} of an earlier row, with other values", "Keep the right one."),
    "sale_set_aside": Fault("a refund under the {column} of a row set aside", "Fix the row of its sale."),
    # numbers
    "missing_value": Fault("no {column}", "Give it one."),
    "bad_number": Fault("no readable number in {column}", "Write digits, such as 1234.50."),
    "bad_grouping": Fault(
        "in {column} digits grouped in no known way", "Write 1,23,456 or 123,456 or 123456."
    ),
    "currency_mismatch": Fault(
        "an amount in another currency in {column}",
        "Convert it; INFLUENCER_ROI_CURRENCY sets the currency of all amounts, INR by default.",
    ),
    "not_finite": Fault("no finite number in {column}", "Write the number, or leave the cell empty."),
    "not_integer": Fault("a fraction in {column}, where a whole number belongs", "Write a whole number."),
    "out_of_range": Fault("a number beyond 10^15 in {column}", "Check the figure."),
    "negative": Fault("negative {column}", "Write it as counted, or leave the cell empty."),
    # dates
    "bad_date": Fault("no readable date in {column}", "Write it as 2025-03-31."),
    "date_order": Fault(
        "in {column} day and month in another order than the rest", "Write it as 2025-03-31."
    ),
    "no_day": Fault("a month without a day in {column}", "Write the day, as 2025-03-31."),
    "two_digit_year": Fault("a year of two digits in {column}", "Write it as 2025-03-31."),
    "epoch_time": Fault("in {column} a number of seconds instead of a date", "Write it as 2025-03-31."),
    "date_out_of_range": Fault("in {column} a date before 2000 or after 2099", "Check the year."),
    "date_outlier": Fault(
        "a {column} half a year and more from those of all other rows",
        "Check the year; if it is right, add the rows between.",
    ),
}

# How a file was read: nothing in the figures is in doubt.
FORM_NOTES = {
    "linked_outside": "the file is a link out of the folder",
    "no_checksum": "nothing proves that a Parquet file is whole",
    "one_sheet": "one sheet of several was read, the others have no such columns or are hidden",
    "merged_cells": "cells of a workbook span several rows, and are read as said in each",
    "cast": "cells had another type than text",
    "utf16_decoded": "the file is UTF-16",
    "cp1252_decoded": "the file is Windows-1252",
    "separator": "columns are separated by something else than commas",
    "newline_normalised": "lines end as on old Macs",
    "literal_quote": "quotes inside cells are text",
    "control_characters": "control characters were taken out",
    "preamble_skipped": "lines above the header were passed over",
    "blank_lines": "blank lines were passed over",
    "empty_column": "a column without a name holds nothing",
    "extra_columns": "columns nothing asks for were left out",
    "header_form": "a header is a known name in another form",
    "synonym": "a header is a known synonym",
    "column_absent": "optional columns are not there",
    "trimmed": "blanks around values were taken away",
    "grouping": "digits are grouped",
    "currency": "amounts name the currency that is set",
    "negative_form": "brackets, another dash or a minus behind mean negative",
    "scaled": "numbers are in thousands, lakhs, millions, crores or parts of a currency",
    "unit": "numbers name their unit",
    "header_scale": "a header says hundredths, thousands, lakhs, millions or crores",
    "dots_group": "dots group thousands",
    "dots_beside": "dots or commas are decimal ones as in other amounts",
    "dots_of_files": "dots are decimal points as in other files of the table",
    "excel_text": "values are marked as text, as Excel does",
    "percent": "rates are shares of revenue",
    "scientific": "numbers are in scientific form",
    "decimal_zero": "whole numbers are written with a fraction of 0",
    "decimal_comma": "a comma divides rupees and paise",
    "sub_paise": "amounts have parts of a paisa",
    "dmy": "dates are day first",
    "mdy": "dates are month first",
    "month_first_set": "month first was set",
    "order_stated": "a header says whether day or month comes first",
    "excel_serial": "dates are Excel day numbers",
    "time_zone": "times with a zone became the day in the zone of the business, where that is known",
    "platform_spelling": "spellings of platforms were folded",
    "basis_spelling": "spellings of the basis were folded",
    "gender_spelling": "spellings of genders were folded",
    "id_case": "ids differ in case only",
    "id_handle": "an influencer is named by handle, code or address",
    "by_code": "orders name their influencer by a code",
    "export": "a file was read as an export of a known format",
    "mapping": "mapping.toml says which column is which",
    "shop_and_network": "orders of a network are those of a shop",
    "shops_number_alike": "two shops have orders of one number, which count apart",
    "later_export": "rows are in a later export too, and counted as they stand there",
    "several_ids": "a cell names more than one influencer",
    "unread_files": "files beside the tables were not read",
    "parts": "several files are the parts of one table",
}

# What is odd in rows that count.
SENSE_NOTES = {
    "unit_unknown": "brackets of a header of amounts may state a unit nobody knows",
    "no_part": "a file is named as a part of a table, and lacks its columns or rows or repeats another",
    "orders_not_met": "orders without a number beside a shop's or network's, which may know them too",
    "orders_not_counted": "orders of a file are not counted beside those left where they are",
    "several_headers": "a column may be any of several headers",
    "file_cut_short": "the last line of a file ends in the middle",
    "clock_skew": "the file's time lies in the future",
    "mixed_batch": "only some of the files were renewed",
    "many_set_aside": "more than a twentieth of the rows was set aside",
    "absent": "absent counts stand for a number",
    "negative_absent": "negative followers are unknown",
    "empty_formula": "cells of a workbook hold formulas without a value",
    "cell_unreadable": "optional cells cannot be read and count as absent",
    "part": "counts have fractions",
    "leading_zeros": "ids differ in leading zeros only",
    "day_first_assumed": "day first was assumed",
    "days_swapped": "a spreadsheet may have swapped day and month",
    "new_platform": "a platform is new",
    "blank_attribute": "category or gender is blank",
    "basis_unknown": "a basis is neither post nor order",
    "unsafe_url": "a link that is no web address was taken out",
    "unknown_influencer": "ids are not in the influencers file",
    "unknown_post": "orders name posts their influencer has not",
    "unknown_code": "codes are nobody's",
    "duplicate_url": "posts share an address",
    "alike": "rows without an id are exactly alike",
    "several_known": "a cell names several known influencers, and all it stands for is the first one's",
    "nearly_alike": "rows differ in capitals or leading zeros of their id alone",
    "figures_not_checked": "a line of a large file may say a figure of the others, and counts",
    "profiles": "rows are profiles of one person",
    "readings": "rows are readings of one post",
    "left_out": "rows earned nothing: cancelled, refunded, declined",
    "left_out_beside": "rows count although another row of their order or payout is left out",
    "refund_taken_off": "a part was refunded",
    "refund_twice": "a refund stands in a column and in a row of its own",
    "pending": "money is waited for, and counts",
    "partly_refunded": "a part was refunded, nobody says how much",
    "unknown_status": "a status is not known, and counts",
    "reach_zero": "posts have no reach",
    "engagement_over_100": "more likes and comments than reach",
    "refund": "revenue or orders are negative",
    "orders_zero": "revenue without orders",
    "revenue_zero": "orders without revenue",
    "organic": "orders name no influencer",
    "clawback": "payouts are negative",
    "orders_differ": "orders stated are not those tracked",
    "payout_mismatch": "what an influencer is paid for one basis at one rate is not rate times units",
    "no_posts": "paid per post, without posts",
    "no_spend": "a payout of 0",
    "payout_unmatched": "payouts name what no post or order is of",
    "no_date": "payouts that neither post nor order bears",
    "outlier": "values beyond a thousand medians",
    "no_revenue": "no order has revenue",
    "outside_campaign": "dates lie outside their campaign",
}

NOTES = FORM_NOTES | SENSE_NOTES

REFUSALS = {
    # the folder
    "no_folder": "there is no such folder",
    "file_missing": "a table has no file",
    "two_candidates": "two files could hold one table",
    "source_failed": "the loader function failed",
    "no_engine": "the engine that is named is not installed",
    "no_warehouse": "the warehouse cannot be reached",
    "bad_place": "orders cannot be read where they lie",
    # the file
    "file_empty": "the file has nothing in it",
    "not_a_file": "a folder stands where a file belongs",
    "not_a_regular_file": "a pipe, socket or device stands where a file belongs",
    "unreadable": "the file may not be read",
    "too_large": "the file is larger than allowed",
    "changed_while_reading": "the file kept changing",
    "checksum_mismatch": "the checksum beside the file is another",
    "truncated_gzip": "the gzip file ends too early",
    "bad_gzip": "the file is no gzip",
    "decompressed_too_large": "the file unpacks beyond measure",
    "bad_parquet": "the file is no Parquet, or damaged",
    "bad_workbook": "the file is no workbook, or damaged",
    "bad_type": "a column that is read holds lists, structures or bytes",
    "looks_like_excel": "a workbook by another name",
    "looks_like_parquet": "Parquet by another name",
    "looks_like_gzip": "gzip by another name",
    "looks_like_html": "a web page",
    "looks_like_export": "an export of a shop, network or platform that is not read yet",
    "git_lfs_pointer": "a pointer instead of the data",
    "encoding_unknown": "the encoding is unknown",
    "unterminated_quote": "a quote is never closed",
    # the table
    "no_header": "nothing but blanks",
    "header_not_found": "no line names the columns",
    "no_rows": "a header without rows",
    "missing_column": "a required column is missing",
    "duplicate_column": "a column stands twice",
    "bad_mapping": "mapping.toml cannot be followed",
    "bad_code": "a row of codes.csv cannot be read",
    "code_of_two": "a code is two influencers' on one day",
    "spelling_of_two": "a spelling is two brands'",
    "scales_differ": "files of one table state a column in several scales or time zones",
    "dots_differ": "dots in numbers of one file are points or group thousands",
    "unnamed_column": "a column with values has no name",
    "nothing_kept": "every row was set aside",
    # a refresh
    "rows_dropped": "more than half of the rows are gone",
    "too_many_set_aside": "more than a twentieth of the rows was set aside",
    "build_failed": "the build ended without an answer",
    "build_too_long": "the build took longer than allowed",
    "disk_full": "there is no room for the snapshot",
    "bad_snapshot": "a snapshot is damaged",
    "other_origin": "the snapshots are of other data, or would lie in the data folder",
    "other_currency": "the amounts of a snapshot are in another currency",
    # an upload
    "bad_name": "a name that is none for a file here",
    "not_a_table": "a file that is no table, whatever its name says",
    "bad_archive": "an archive that cannot be taken apart",
    "no_upload": "the upload is not there, or no more",
    "no_files": "the files of what is live are not kept",
    "not_built": "the upload is not built yet",
    "published_meanwhile": "somebody else published meanwhile",
    "needs_reason": "a stop is passed with a reason only",
    "no_version": "there is no such version",
}


# Whose text names paths, commands, addresses or other people's errors: it is for who runs the server.
INTERNAL = {"source_failed", "no_engine", "no_warehouse", "bad_place", "bad_snapshot", "other_origin"}


def reason(code: str, column: str) -> str:
    """Return why a row is set aside, in words."""
    return FAULTS[code].reason.replace("{column}", column.replace("_", " "))

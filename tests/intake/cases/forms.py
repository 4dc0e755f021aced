"""Cases E01 to E28: encodings and the form of CSV."""

from tests.intake.cases.cases import (
    BASE,
    Case,
    Refusal,
    add,
    aside,
    column,
    edit,
    kept,
    lines,
    put,
    separated,
    wider,
    written,
)

PEOPLE = BASE["influencers"]
POSTS = BASE["posts"]
HEADER = lines("posts")[0]
SEPARATOR = ("posts:separator",)
POST = "p5,ann,Instagram,2025-06-20,,hello,100,1,1,1,MuscleBlaze,Summer"


def date_first(line: str) -> str:
    """Return a line of posts, its date in front."""
    cells = line.split(",")
    return ",".join([cells.pop(3), *cells])


def with_comma(text: str) -> str:
    """Return an amount as the French write it."""
    whole, _, paise = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{paise}" if paise else grouped


def german(of: str) -> str:
    """Return the orders between semicolons, amounts with a decimal comma, the last one as given."""
    first, *rows = [line.split(",") for line in lines("orders")]
    place = first.index("revenue")
    for row in rows:
        row[place] = with_comma(row[place])
    rows[-1][place] = of
    return written([first, *rows], ";")


FORM_CASES = (
    Case("E01", "UTF-8", put("influencers", PEOPLE), kept()),
    Case("E02", "UTF-8 with a mark", put("influencers", PEOPLE.encode("utf-8-sig")), kept()),
    Case(
        "E03",
        "UTF-16 LE",
        put("influencers", b"\xff\xfe" + PEOPLE.encode("utf-16-le")),
        kept("influencers:utf16_decoded"),
    ),
    Case(
        "E04",
        "UTF-16 BE",
        put("influencers", b"\xfe\xff" + PEOPLE.encode("utf-16-be")),
        kept("influencers:utf16_decoded"),
    ),
    Case(
        "E05",
        "UTF-16 without a mark",
        put("influencers", PEOPLE.encode("utf-16-le")),
        Refusal("encoding_unknown"),
    ),
    Case(
        "E06",
        "Windows-1252",
        put("influencers", PEOPLE.encode("cp1252")),
        kept("influencers:cp1252_decoded"),
    ),
    Case(
        "E07",
        "one bad byte",
        add("influencers", b"eve,\xc9ve,Health,Female,900,Instagram"),
        aside("influencers 6 * invalid_utf8"),
    ),
    Case("E08", "NUL", add("posts", POST.replace("hello", "hel\0lo")), aside("posts 6 * nul_byte")),
    Case("E09", "semicolons", put("posts", separated("posts", ";")), kept(*SEPARATOR)),
    Case("E10", "tabs", put("posts", separated("posts", "\t")), kept(*SEPARATOR)),
    Case("E11", "bars", put("posts", separated("posts", "|")), kept(*SEPARATOR)),
    Case(
        "E12",
        "semicolons and decimal commas",
        put("orders", german("900,00")),
        kept("orders:separator", "orders:decimal_comma"),
    ),
    Case(
        "E12",
        "a decimal comma among points",
        put("orders", separated("orders", ";") + "o7;coupon;Kids;zoe;u9;;2025-07-02;1;1.234,56;Gritzo;;;\n"),
        kept("orders:separator", aside=("orders 8 revenue bad_grouping",)),
    ),
    Case("E13", "CRLF", put("posts", POSTS.replace("\n", "\r\n")), kept()),
    Case("E14", "CR only", put("posts", POSTS.replace("\n", "\r")), kept("posts:newline_normalised")),
    Case("E15", "mixed line ends", put("posts", POSTS.replace("\n", "\r\n", 2)), kept()),
    Case("E16", "no last line end", put("posts", POSTS.removesuffix("\n")), kept()),
    Case(
        "E17",
        "line ends inside quotes",
        edit("posts", ("A run in the morning", '"A run\n\nin the morning"')),
        kept(shows=(column("posts", "line"), [2, 3, 6, 7])),
    ),
    Case(
        "E17",
        "a fault that spans lines",
        put("posts", POSTS + POST.replace("hello", '"one\ntwo"').replace(",100,", ",-1,") + "\nx\n"),
        aside("posts 6 reach negative", "posts 8 * too_few_fields"),
    ),
    Case(
        "E18",
        "doubled quotes",
        edit("posts", ("A run in the morning", '"A ""run"" in the morning"')),
        kept(shows=(lambda ledger: column("posts", "caption")(ledger)[1], 'A "run" in the morning')),  # type: ignore[index]
    ),
    Case(
        "E19",
        "an inch mark",
        edit("posts", ("A run in the morning", 'A 5" screen')),
        kept(
            "posts:literal_quote",
            shows=(lambda ledger: column("posts", "caption")(ledger)[1], 'A 5" screen'),  # type: ignore[index]
        ),
    ),
    Case(
        "E20",
        "a quote never closed",
        edit("posts", ("A run in the morning", '"A run in the morning')),
        Refusal("unterminated_quote"),
    ),
    Case("E21", "a short row", add("posts", "p5,ann,Instagram"), aside("posts 6 * too_few_fields")),
    Case("E22", "a long row", add("posts", POST + ",more"), aside("posts 6 * too_many_fields")),
    Case("E23", "blank lines", put("posts", "\n" + POSTS + "\n , ,,,\n"), kept("posts:blank_lines")),
    Case("E24", "the header again", add("posts", HEADER), aside("posts 6 * repeated_header")),
    Case(
        "E25",
        "ten lines above",
        put("posts", "Report of July\n" * 10 + POSTS),
        kept("posts:preamble_skipped"),
    ),
    Case(
        "E25",
        "eleven lines above",
        put("posts", "Report of July\n" * 11 + POSTS),
        Refusal("header_not_found"),
    ),
    Case("E26", "a comma behind all", put("posts", wider("posts", ",", ",")), kept("posts:empty_column")),
    Case(
        "E26",
        "a comma behind all but the header",
        put("posts", wider("posts", "", ",")),
        kept("posts:empty_column"),
    ),
    Case(
        "E27",
        "a total under the orders",
        add("orders", "Total,,,,,,,10,129890.75,,,,"),
        aside("orders 8 * footer_row"),
    ),
    Case(
        "E27",
        "a total under the dates of a file that begins with them",
        put(
            "posts", "".join(f"{dated}\n" for dated in [*map(date_first, lines("posts")), "Total" + "," * 11])
        ),
        aside("posts 6 * footer_row"),
    ),
    Case(
        "E27", "a total under the payouts", add("payouts", "Total,,,,,3100"), aside("payouts 6 * footer_row")
    ),
    Case(
        "E28",
        "a field beyond 64 KB",
        add("posts", POST.replace("hello", "x" * 65_537)),
        aside("posts 6 * field_too_long"),
    ),
)

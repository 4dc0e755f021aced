"""Totals among records: known by their sum, in whatever language they say so."""

import pytest

from influencer_roi.model.schema import INFLUENCERS, ORDERS, PAYOUTS, POSTS
from tests.intake.clean.conftest import Clean

KNOWN = frozenset({"k1", "k2", "k3"})
PAID = """
influencer_id  basis  rate  orders  total_payout
k1             post   100   -       250
k2             order  10    4       40
k3             post   10    -       10.4
"""
SOLD = """
source  campaign  influencer_id  user_id  date        orders  revenue
IG      Holi      k1             u1       2025-03-01  1       50
IG      Holi      k2             u2       2025-03-02  2       70
IG      Holi      -              u3       2025-03-03  1       30
"""


@pytest.mark.parametrize("label", ["Total:", "कुल", "மொத்தம்", "Итого", "TOTAL", "-", "Summe"])
def test_a_sum_of_payouts_is_no_payout(cleaned: Clean, label: str) -> None:
    """A last line of nobody that sums the payouts above it is set aside, whatever it calls itself."""
    payouts = cleaned(PAYOUTS, f"{PAID}{label} - - - 300.4", known=KNOWN)
    assert payouts.faults.select("line", "code").rows() == [(5, "footer_row")]
    assert payouts.counts.money.kept == 300.4


def test_a_total_may_be_rounded(cleaned: Clean) -> None:
    """A total in whole rupees is one; one that is off by a rupee is not."""
    rounded = cleaned(PAYOUTS, f"{PAID}Gesamt - - - 300", known=KNOWN)
    off = cleaned(PAYOUTS, f"{PAID}Gesamt - - - 299", known=KNOWN)
    assert (rounded.faults["code"].to_list(), off.faults["code"].to_list()) == (["footer_row"], [])


@pytest.mark.parametrize("rows", [9, 20_001])
def test_a_grand_total_is_nobody(cleaned: Clean, rows: int) -> None:
    """A grand total in place of the influencer is no payout, whatever it sums and however long a file is."""
    each = "".join(f"k{at}  post  10  -  10\n" for at in range(rows))
    payouts = cleaned(PAYOUTS, f"influencer_id basis rate orders total_payout\n{each}Grand_Total - - - 77")
    assert payouts.faults.select("line", "code").rows() == [(rows + 2, "footer_row")]


@pytest.mark.parametrize("total", ["300.4", "340.4"])
def test_a_total_of_one_currency(cleaned: Clean, total: str) -> None:
    """A total sums what is in the currency of the rest, or all figures as they stand; it is no payout."""
    header, *rows = PAID.strip().splitlines()
    paid = "\n".join([f"{header}  currency", *(f"{row}  INR" for row in rows), "k1 post - - 40 USD"])
    payouts = cleaned(PAYOUTS, f"{paid}\nGesamt - - - {total} -", known=KNOWN)
    assert payouts.faults.select("line", "code").rows() == [(5, "currency_mismatch"), (6, "footer_row")]
    assert payouts.counts.money.kept == 300.4


def test_a_first_line_may_be_the_total(cleaned: Clean) -> None:
    """Some reports put the total on top."""
    header, *rows = PAID.strip().splitlines()
    payouts = cleaned(PAYOUTS, "\n".join([header, "Ukupno - - - 300.4", *rows]), known=KNOWN)
    assert payouts.faults.select("line", "code").rows() == [(2, "footer_row")]


def test_a_tax_between_two_totals_stays(cleaned: Clean) -> None:
    """A line between a total and a grand total is a payout; both totals are none."""
    payouts = cleaned(PAYOUTS, f"{PAID}Somma - - - 300.4\nIVA - - - 54\nTutto - - - 354.4", known=KNOWN)
    assert payouts.faults.select("line", "code").rows() == [(5, "footer_row"), (7, "footer_row")]


@pytest.mark.parametrize(
    "total",
    [
        "Sum - - - 2025-03-03 4 150",
        "- Jumla - - 2025-03-03 4 150",
        "- - مجموع - - - 150",
        "- - - Total 2025-03-03 - 150",
    ],
)
def test_a_sum_of_orders_is_no_order(cleaned: Clean, total: str) -> None:
    """Whatever column says it, a last line of nobody that sums all revenue is a total."""
    orders = cleaned(ORDERS, f"{SOLD}{total}", known=KNOWN)
    assert [code for line, code in orders.faults.select("line", "code").unique().rows() if line == 5] == [
        "footer_row"
    ]
    assert (orders.counts.money.kept, orders.rows.height) == (150.0, 3)


@pytest.mark.parametrize(
    "last",
    [
        "IG Holi - u9 2025-03-03 1 150",
        "IG Holi k3 - 2025-03-03 - 150",
        "IG Holi - - 2025-03-03 1 150",
        "IG Holi - - 2025-03-03 - 151",
    ],
)
def test_an_order_of_such_an_amount_stays(cleaned: Clean, last: str) -> None:
    """An order somebody placed, or of a known influencer, or of one order, is none, whatever its amount."""
    orders = cleaned(ORDERS, f"{SOLD}{last}", known=KNOWN)
    assert orders.faults.is_empty()


def test_two_rows_of_one_amount_are_two_payouts(cleaned: Clean) -> None:
    """One payout and a stranger's of the same amount are two: the second says for what."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  rate  orders  total_payout
        k1             post   100   -       250
        stranger       post   -     -       250
        """,
        known=KNOWN,
    )
    assert payouts.faults.is_empty()


@pytest.mark.parametrize("last", ["Samlet - - - 250", "- - - - 250", "Total post - - 250"])
def test_the_sum_of_one_payout(cleaned: Clean, last: str) -> None:
    """A line with the amount of the only payout is its total where it says nothing else, or says total."""
    header, first, *_ = PAID.strip().splitlines()
    payouts = cleaned(PAYOUTS, f"{header}\n{first}\n{last}", known=KNOWN)
    assert payouts.faults.select("line", "code").unique().rows() == [(3, "footer_row")]


@pytest.mark.parametrize(
    "total", ["Samlet alle - 4 300.4", "Yhteensä order 120 4 300.4", "मिलाकर post - - 300.4"]
)
def test_a_total_of_payouts_may_fill_every_cell(cleaned: Clean, total: str) -> None:
    """A total with a basis is one where every figure it states is the sum of that column."""
    payouts = cleaned(PAYOUTS, f"{PAID}{total}", known=KNOWN)
    assert payouts.faults.select("line", "code").rows() == [(5, "footer_row")]


@pytest.mark.parametrize(
    "last",
    [
        "k9 post 100 - 300.4",
        "k9 post - - 300.4",
        "stranger post 100 - 300.4",
        "stranger post - 3 300.4",
        "stranger post - - 300",
    ],
)
def test_a_strangers_payout_stays(cleaned: Clean, last: str) -> None:
    """A stranger with an id like the others, a rate or a count of their own, or nearly the sum, was paid."""
    payouts = cleaned(PAYOUTS, f"{PAID}{last}", known=KNOWN)
    assert payouts.faults.is_empty()


@pytest.mark.parametrize(
    ("last", "codes"),
    [
        ("- - - Samlet 2025-03-03 - 150", ["footer_row"]),
        ("IG Holi - u7 2025-03-03 - 150", []),
    ],
)
def test_who_bought_tells_an_order(cleaned: Clean, last: str, codes: list[str]) -> None:
    """A customer formed as the others bought something; another word may stand for a total."""
    orders = cleaned(ORDERS, f"{SOLD}{last}", known=KNOWN)
    assert orders.faults["code"].to_list() == codes


def test_an_order_with_a_number_of_its_own_stays(cleaned: Clean) -> None:
    """An order number in the series of the others tells an order, though nobody bought it."""
    orders = cleaned(
        ORDERS,
        """
        source  campaign  influencer_id  user_id  date        orders  revenue  order_id
        IG      Holi      k1             u1       2025-03-01  1       50       N7
        IG      Holi      k2             u2       2025-03-02  1       70       N8
        IG      Holi      -              -        2025-03-02  -       120      N9
        """,
        known=KNOWN,
    )
    assert orders.faults.is_empty()


RETURNED = """
source  campaign  influencer_id  user_id  date        orders  revenue  status     refunded_amount
IG      Holi      k1             u1       2025-03-01  1       50       paid       -
IG      Holi      k2             u2       2025-03-02  1       70       paid       20
IG      Holi      k3             u3       2025-03-02  3       400      cancelled  -
"""


@pytest.mark.parametrize(
    ("total", "is_total"),
    [
        ("5 520", True),
        ("2 120", True),
        ("2 100", True),
        ("5 120", False),
        ("2 140", False),
    ],
)
def test_a_total_of_what_earned(cleaned: Clean, total: str, is_total: bool) -> None:  # noqa: FBT001
    """Who adds up may leave out what was cancelled, and take off what was refunded; counts go with it."""
    orders = cleaned(ORDERS, f"{RETURNED}Samlet - - - 2025-03-31 {total} - -", known=KNOWN)
    assert ("footer_row" in orders.faults["code"].to_list()) == is_total


SHOWN = """
post_id  influencer_id  platform   date        reach  likes  comments
p1       k1             Instagram  2025-03-01  900    40     3
p2       k2             Instagram  2025-03-02  350    -      1
"""


@pytest.mark.parametrize(
    ("last", "is_total"),
    [
        ("- Samlet - 2025-03-02 1250 40 4", True),
        ("Samlet Alle Alle 2025-03-02 1250 - -", True),
        ("- Samlet - 2025-03-02 1250 41 4", False),
        ("p3 stranger - 2025-03-02 1250 40 4", False),
        ("- k7 - 2025-03-02 1250 40 4", False),
        ("- k1 - 2025-03-02 1250 40 4", False),
    ],
)
def test_a_sum_of_posts_is_no_post(cleaned: Clean, last: str, is_total: bool) -> None:  # noqa: FBT001
    """A line that sums the reach, and all else it states, is a total; a post has an id or somebody."""
    posts = cleaned(POSTS, f"{SHOWN}{last}", known=KNOWN)
    assert posts.faults["code"].to_list() == (["footer_row"] if is_total else [])


@pytest.mark.parametrize(
    ("last", "is_total"),
    [
        ("Samlet - - 12500 -", True),
        ("Samlet Alle Alle 12500 Alle", True),
        ("- - - 12500 -", True),
        ("k4 - - 12500 -", False),
        ("k4 Dev Yoga 12500 Instagram", False),
        ("Samlet - - 12600 -", False),
    ],
)
def test_a_sum_of_followers_is_no_influencer(cleaned: Clean, last: str, is_total: bool) -> None:  # noqa: FBT001
    """A line with the followers of all others is a total where its id is none in the series of theirs."""
    people = cleaned(
        INFLUENCERS,
        f"""
        id  name  category  follower_count  platform
        k1  Asha  Yoga      9000            Instagram
        k2  Bala  Yoga      3500            Instagram
        {last}
        """,
    )
    assert ("footer_row" in people.faults["code"].to_list()) == is_total


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Total - - 4 300.4", "Average - - - 100.13"),
        ("Count: - - - 3", "Total - - 4 300.4"),
        ("AVG. - - - 100", ""),
    ],
)
def test_an_average_of_payouts_is_no_payout(cleaned: Clean, first: str, last: str) -> None:
    """A line that says it is the average or the number of the records, and is, stands beside a total."""
    payouts = cleaned(PAYOUTS, f"{PAID}{first}\n{last}", known=KNOWN)
    assert set(payouts.faults["code"]) == {"footer_row"}
    assert payouts.rows["total_payout"].sum() == pytest.approx(300.4)


@pytest.mark.parametrize(
    "line",
    ["Average - - - 75.1", "Average - 40 - 75.1", "Avg - - - 100.13", "Count - - - 4", "Records - - - 3"],
)
def test_an_average_may_count_what_cost_nothing(cleaned: Clean, line: str) -> None:
    """A spreadsheet counts a payout of 0, as for goods; some reports do not."""
    payouts = cleaned(PAYOUTS, f"{PAID}k3 post - - 0\n{line}\nTotal - - - 300.4", known=KNOWN)
    assert payouts.faults.select("line", "code").rows() == [(6, "footer_row"), (7, "footer_row")]
    assert payouts.counts.money.kept == pytest.approx(300.4)


@pytest.mark.parametrize("who", ["Mean", "Count", "Average-Joe"])
@pytest.mark.parametrize("amount", ["90", "100.13", "3"])
def test_somebody_may_be_called_an_average(cleaned: Clean, who: str, amount: str) -> None:
    """Somebody called Mean who was paid for something is paid, whatever the amount."""
    assert cleaned(PAYOUTS, f"{PAID}{who} post - - {amount}", known=KNOWN).faults.is_empty()


@pytest.mark.parametrize("last", ["IG Count - u9 2025-03-03 1 3", "IG Average - - 2025-03-03 1 50"])
def test_a_campaign_may_be_called_a_count(cleaned: Clean, last: str) -> None:
    """An order of a campaign called Count stays, though its revenue is how many there are."""
    assert cleaned(ORDERS, f"{SOLD}{last}", known=KNOWN).faults.is_empty()


@pytest.mark.parametrize("who", ["Maximum", "max_sales", "Total-Creators"])
def test_whom_somebody_bought_of_is_no_figure(cleaned: Clean, who: str) -> None:
    """Who sold something to a customer is somebody, whatever they call themselves and nobody knows them."""
    assert cleaned(ORDERS, f"{SOLD}IG Holi {who} u9 2025-03-03 1 30", known=KNOWN).faults.is_empty()


@pytest.mark.parametrize(("who", "amount"), [("Mean", 90), ("Count", 5)])
def test_an_average_of_other_rows_stays(cleaned: Clean, who: str, amount: int) -> None:
    """Alone in its row too, a word with an amount that is no average or number of the others is somebody."""
    payouts = cleaned(PAYOUTS, f"{PAID}{who} - - - {amount}", known=KNOWN)
    assert payouts.counts.money.kept == pytest.approx(300.4 + amount)


@pytest.mark.parametrize(("last", "is_total"), [("Bina - - 9000 -", False), ("Total - - 9000 -", True)])
def test_one_influencer_has_no_sum(cleaned: Clean, last: str, is_total: bool) -> None:  # noqa: FBT001
    """Beside one influencer, another of as many followers is a total only where a word says so."""
    header = "id  name  category  follower_count  platform"
    people = cleaned(INFLUENCERS, f"{header}\nAsha Asha Yoga 9000 Instagram\n{last}")
    assert ("footer_row" in people.faults["code"].to_list()) == is_total


@pytest.mark.parametrize(
    ("first", "second", "all_of_them"),
    [
        ("Subtotal", "Subtotal", "Total"),
        ("k1-Total", "Total-k3", "Grand-Total"),
        ("કુલ", "Sub-total:", "Insgesamt"),
        ("Sub_Total", "**Total**", "ஒட்டு"),
    ],
)
def test_a_subtotal_is_no_payout(cleaned: Clean, first: str, second: str, all_of_them: str) -> None:
    """A line that says so and sums the records since another is a subtotal, wherever it stands."""
    header, *paid = PAID.strip().splitlines()
    rows = [paid[0], paid[1], f"{first} - - 4 290", paid[2], f"{second} - - - 10.4"]
    payouts = cleaned(PAYOUTS, "\n".join([header, *rows, f"{all_of_them} - - - 300.4"]), known=KNOWN)
    assert payouts.faults.select("line", "code").rows() == [(at, "footer_row") for at in (4, 6, 7)]
    assert payouts.counts.money.kept == 300.4


def test_a_total_of_subtotals(cleaned: Clean) -> None:
    """A line may sum the groups of several subtotals, and a name that only sounds like one is a name."""
    header, *sold = SOLD.strip().splitlines()
    rows = [sold[0], "May-Total - - - - 1 50", sold[1], "June-Total - - - - 2 70", "IG-Total - - - - 3 120"]
    others = [sold[2], "Web Total-Makeover - u4 2025-03-04 1 30", "Web Total-Makeover - u5 2025-03-04 1 30"]
    orders = cleaned(ORDERS, "\n".join([header, *rows, *others]), known=KNOWN)
    assert orders.faults.select("line", "code").rows() == [(at, "footer_row") for at in (3, 5, 6)]
    assert orders.counts.money.kept == 210


@pytest.mark.parametrize("word", ["Total", "Gesamtsumme", "Totale", "Summe"])
def test_a_subtotal_may_stand_above_its_records(cleaned: Clean, word: str) -> None:
    """In an outline a month's total stands over its payouts, and one of all over those."""
    payouts = cleaned(
        PAYOUTS,
        f"""
        influencer_id  basis  rate  orders  total_payout
        k1             post   100   -       5
        {word}         -      -     -       550
        {word}-March   -      -     -       300
        k1             post   100   -       250
        k2             order  10    4       50
        {word}-April   -      -     -       250
        k1             post   100   -       90
        k2             order  10    4       60
        k3             post   10    -       100
        """,
        known=KNOWN,
    )
    assert payouts.faults.select("line", "code").rows() == [(at, "footer_row") for at in (3, 4, 7)]
    assert payouts.counts.money.kept == 555


def test_a_subtotal_of_another_sum_stays(cleaned: Clean) -> None:
    """What sums nothing above it is somebody nobody knows, and is counted where people see it."""
    header, *paid = PAID.strip().splitlines()
    payouts = cleaned(PAYOUTS, "\n".join([header, *paid[:2], "Total - - - 999", paid[2]]), known=KNOWN)
    assert payouts.faults.is_empty()


@pytest.mark.parametrize(
    "line",
    [
        "Avg-per-influencer - - - 77",
        "Median - - - 40",
        "No.-of-influencers - - - 5",
        "%-of-total - - - 100%",
        "Min/Max - - - 10.4",
        "May-average post 9 - 145",
        "Max - - - 250",
        "Min - - - 10.4",
        "k1-Count - - - 3",
        "k1-median - - - 40",
        "Average-of-3 - - - 100.1",
        "Sub-total - - - 290",
        "Grand-total - - - 1300.4",
        "c/f - - - 300.4",
    ],
)
def test_a_figure_of_payouts_is_no_payout(cleaned: Clean, line: str) -> None:
    """A line that says another figure of the payouts is none, above a total or below it."""
    for rows in (f"{line}\nTotal - - - 300.4", f"Total - - - 300.4\n{line}"):
        payouts = cleaned(PAYOUTS, f"{PAID}{rows}", known=KNOWN)
        assert payouts.faults.select("line", "code").rows() == [(5, "footer_row"), (6, "footer_row")]
        assert payouts.counts.money.kept == 300.4


def test_figures_of_each_month(cleaned: Clean) -> None:
    """Blocks of a month may each have a total, an average and a number below them, dated as the rest."""
    header, *sold = SOLD.strip().splitlines()
    figures = "- - {} - 2025-03-31 {} {}".format
    blocks = [*sold[:2], figures("Total", 3, 120), figures("Average", "-", 60), figures("Count", "-", 2)]
    blocks += [*sold[1:], figures("Max", "-", 70), figures("Total", 3, 100), figures("Average", "-", 50)]
    orders = cleaned(ORDERS, "\n".join([header, *blocks]), known=KNOWN)
    assert orders.faults.select("line", "code").rows() == [(at, "footer_row") for at in (4, 5, 6, 9, 10, 11)]
    assert orders.counts.money.kept == 220


def test_what_every_row_says_names_no_record(cleaned: Clean) -> None:
    """A source and a campaign that all rows have, as of a mapping, make no order of the least of them."""
    sold = """
    source  campaign  influencer_id  user_id  date        orders  revenue  order_id
    IG      Holi      k1             u1       2025-03-01  1       50       7
    IG      Holi      k2             u2       2025-03-02  1       70       8
    IG      Holi      -              -        2025-03-31  1       50       Min
    """
    orders = cleaned(ORDERS, sold, known=KNOWN)
    assert orders.faults.select("line", "code").rows() == [(4, "footer_row")]
    assert cleaned(ORDERS, sold.replace("order_id", "product "), known=KNOWN).faults.is_empty()


def test_a_figure_of_posts_is_no_post(cleaned: Clean) -> None:
    """Averages under posts are none, whatever column they leave empty."""
    posts = cleaned(
        POSTS, f"{SHOWN}- Average - 2025-03-02 625 40 2\n- Max - 2025-03-02 900 40 3", known=KNOWN
    )
    assert posts.faults["code"].to_list() == ["footer_row"] * 2


@pytest.mark.parametrize("who", ["Average-Joe", "Max", "maxima", "avg007", "Median-Maya", "Records"])
def test_a_name_like_a_figure_is_a_name(cleaned: Clean, who: str) -> None:
    """Somebody nobody knows whose name only sounds like a figure was paid what the line says."""
    assert cleaned(PAYOUTS, f"{PAID}{who} - - - 200", known=KNOWN).faults.is_empty()


def test_a_known_influencer_may_be_called_average(cleaned: Clean) -> None:
    """A name of the influencers file is somebody."""
    paid = cleaned(PAYOUTS, f"{PAID}Average - - - 77", known=KNOWN | {"average"})
    assert paid.faults.is_empty()


@pytest.mark.parametrize(
    ("june", "july", "every"),
    [
        (
            "Total Holi k1 u1 2025-03-02 2 120",
            "Total Holi k1 u1 2025-03-04 2 90",
            "IG Grand-Total k2 u2 2025-03-04 4 210",
        ),
        (
            "IG Subtotal k1 u8 2025-03-02 1 120",
            "IG Subtotal k2 u9 2025-03-04 1 90",
            "- Total k2 - 2025-03-04 4 210",
        ),
        (
            "IG March-Total k1 u8 2025-03-02 1 120",
            "IG Sub_total k2 - 2025-03-04 - 90",
            "- कुल k2 u7 2025-03-04 4 210",
        ),
    ],
)
def test_a_total_may_fill_every_cell(cleaned: Clean, june: str, july: str, every: str) -> None:
    """A row that says Total in a cell of its own and sums those above is none, whoever it names."""
    header, *sold = SOLD.strip().splitlines()
    rows = [*sold[:2], june, sold[2], "IG Holi k2 u4 2025-03-04 1 60", july, every]
    orders = cleaned(ORDERS, "\n".join([header, *rows]), known=KNOWN)
    assert orders.faults.select("line", "code").unique().sort("line").rows() == [
        (at, "footer_row") for at in (4, 7, 8)
    ]
    assert orders.counts.money.kept == 210


@pytest.mark.parametrize(("rows", "at"), [(20_001, 0), (20_001, -1), (3, 0)])
def test_a_long_file_may_have_a_filled_total(cleaned: Clean, rows: int, at: int) -> None:
    """At an end of a file it is none, however long that is."""
    each = [f"IG Holi k1 u{row} 2025-03-01 1 10" for row in range(rows)]
    each.insert(at % (rows + 1), f"IG Total k1 u1 2025-03-01 {rows} {rows * 10}")
    header = SOLD.strip().splitlines()[0]
    orders = cleaned(ORDERS, "\n".join([header, *each]), known=KNOWN)
    assert orders.faults["code"].to_list() == ["footer_row"]


@pytest.mark.parametrize(
    "rows",
    [
        ["IG Total k1 u5 2025-03-04 1 50"],
        ["IG Holi k1 u5 2025-03-04 1 50", "IG Total k1 u6 2025-03-04 1 100"][::-1],
        ["IG Total-Wellness k1 u5 2025-03-04 1 150"],
        ["IG Total-Wellness k1 u5 2025-03-04 1 150", "IG Total k1 u5 2025-03-04 1 151"],
        ["IG Total k1 u5 2025-03-04 1 150", "IG Total k2 u6 2025-03-04 1 70"],
    ],
)
def test_a_campaign_may_be_called_total(cleaned: Clean, rows: list[str]) -> None:
    """An order of a campaign called so is one, be its amount that of the orders above it."""
    orders = cleaned(ORDERS, "\n".join([SOLD, *rows]), known=KNOWN)
    assert orders.faults.is_empty()

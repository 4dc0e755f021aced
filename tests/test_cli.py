import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from influencer_roi.cli import main
from influencer_roi.cli.serving import require_free
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.queries import ALL_METRICS
from tests.folders import FILES, POSTS, write_folder

SHARED_DATA = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
Run = Callable[..., str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small folder of tests.folders."""
    return write_folder(tmp_path_factory.mktemp("folder"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that must succeed, and return what it prints."""

    def printed(*arguments: object) -> str:
        assert main([str(argument) for argument in arguments]) == 0
        return capsys.readouterr().out

    return printed


def process(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, with variables in its environment."""
    command = [sys.executable, "-m", "influencer_roi.cli", *map(str, arguments)]
    environment = {**os.environ, **variables}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environment)


def test_query_totals(run: Run, folder: Path):
    """Without --by, query answers one object with every metric, raw numbers, null for nothing."""
    answer = json.loads(run("query", folder, "--format", "json"))
    assert tuple(answer) == ALL_METRICS
    shown = {key: answer[key] for key in ("revenue", "spend", "roas", "orders", "organic_revenue")}
    assert shown == {"revenue": 3600, "spend": 2600, "roas": 3600 / 2600, "orders": 5, "organic_revenue": 700}


def test_query_by(run: Run, folder: Path):
    """With --by, query answers a list of objects, the dimension under its own name."""
    answer = run(
        "query", folder, "--by", "brand", "--metric", "revenue", "--metric", "roas", "--format", "json"
    )
    assert json.loads(answer) == [
        {"brand": "Gritzo", "revenue": 500, "roas": 0.5},
        {"brand": "MuscleBlaze", "revenue": 3100, "roas": 3100 / 1500},
        {"brand": "Unknown", "revenue": 0, "roas": 0},
    ]


def test_query_by_period(run: Run, folder: Path):
    """Periods are ISO dates; spend on no day has none."""
    answer = run("query", folder, "--by", "month", "--metric", "spend", "--format", "json")
    assert json.loads(answer) == [{"month": "2025-01-01", "spend": 2500}, {"month": None, "spend": 100}]


def test_sort_and_top(run: Run, folder: Path):
    """--sort ranks from the highest to nothing, by a metric that need not be shown; --top cuts."""
    asked = ("query", folder, "--by", "influencer_id", "--metric", "revenue", "--sort", "roas")
    assert run(*asked, "--format", "csv") == "influencer_id,revenue\nA,3000.0\nB,500.0\nC,0.0\nD,100.0\n"
    assert run(*asked, "--format", "csv", "--top", 1) == "influencer_id,revenue\nA,3000.0\n"


def test_csv_of_nothing(run: Run, folder: Path):
    """In CSV nothing is empty, zero is 0, and an answer of no rows still has its header."""
    asked = ("query", folder, "--by", "platform", "--metric", "cpm", "--metric", "spend", "--format", "csv")
    assert (
        run(*asked) == "platform,cpm,spend\nInstagram,1500.0,1500.0\nTwitter,,100.0\nYouTube,500.0,1000.0\n"
    )
    assert run(*asked, "--from", "2031-01-01") == "platform,cpm,spend\n"


def test_csv_of_totals(run: Run, folder: Path):
    """Without --by, CSV is one row under the keys of the metrics."""
    (row,) = csv.DictReader(io.StringIO(run("query", folder, "--format", "csv")))
    assert tuple(row) == ALL_METRICS
    assert (row["revenue"], row["spend"]) == ("3600.0", "2600.0")


def test_csv_of_sums(run: Run, tmp_path: Path):
    """What adding leaves behind the last digit of a sum is not in CSV."""
    rows = "".join(f"Instagram,,A,u{at},2031-05-02,1,{paid}\n" for at, paid in enumerate((0.1, 0.2, 3.01)))
    folder = write_folder(tmp_path)
    (orders,) = folder.glob("tracking*")
    orders.write_text("source,campaign,influencer_id,user_id,date,orders,revenue\n" + rows)
    asked = ("query", folder, "--by", "influencer_id", "--metric", "revenue", "--format", "csv")
    assert run(*asked).splitlines()[1] == "A,3.31"


def test_table(run: Run, folder: Path):
    """A table has readers' words and units, and names beside the ids of influencers."""
    asked = ("--metric", "spend", "--metric", "roas", "--metric", "organic_orders")
    table = run("query", folder, "--by", "influencer_id", *asked)
    assert [line.rstrip() for line in table.splitlines()] == [
        "Influencer  Name         Spend     ROAS  Organic orders",
        "A           Asha     ₹1,500.00  2.0000×               0",
        "B           Bala     ₹1,000.00  0.5000×               0",
        "C           Chitra     ₹100.00  0.0000×               0",
        "D           Dev          ₹0.00        –               0",
        "–           Organic      ₹0.00        –               1",
    ]


def test_table_of_totals(run: Run, folder: Path):
    """Without --by, a table has a line per metric, each asked once."""
    table = run("query", folder, "--metric", "revenue", "--metric", "cpe", "--metric", "revenue")
    assert [line.split() for line in table.splitlines()] == [
        ["Metric", "Value"],
        ["Revenue", "₹3,600.00"],
        ["CPE", "₹28.89"],
    ]


def test_table_fits(run: Run, folder: Path):
    """Asked for no metric in particular, a table by something shows those that fit, and the one sorted by."""
    header, *_ = run("query", folder, "--by", "brand", "--sort", "cpa").splitlines()
    shown = ["Brand", "Revenue", "Spend", "ROAS", "ROI", "Orders", "Reach", "Engagement", "rate", "CPA"]
    assert header.split() == shown


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    ("options", "revenue"),
    [
        (["--brand", "Gritzo"], 500),
        (["--brand", "Gritzo", "--brand", "MuscleBlaze"], 3600),
        (["--platform", "Instagram"], 3100),
        (["--category", "Yoga"], 500),
        (["--campaign", "MB_New"], 3000),
        (["--influencer", "D"], 100),
        (["--tier", "Nano"], 3000),
        (["--gender", "Male"], 600),
        (["--basis", "No payout"], 100),
        (["--followers-from", "5000", "--followers-to", "6000"], 3000),
        (["--from", "2025-01-03"], 2600),
        (["--from", "2025-01-03", "--to", "2025-01-08"], 2500),
        (["--brand", "MuscleBlaze", "--to", "2025-01-02"], 1000),
        (["--from", "2031-01-01"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters(run: Run, folder: Path, options: list[str], revenue: float):
    """Every filter of the pages is an option; repeated ones are alternatives, different ones narrow."""
    answer = json.loads(run("query", folder, "--metric", "revenue", "--format", "json", *options))
    assert answer == {"revenue": revenue}


def test_emptied(folder: Path, capsys: pytest.CaptureFixture[str]):
    """A table of nothing names the filter that empties it."""
    assert main(["query", str(folder), "--brand", "Gritzo", "--tier", "Nano"]) == 0
    assert capsys.readouterr().err == "No entry passes these filters; without --brand there may be some.\n"


def test_assumptions(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The environment's assumptions hold on the command line as on the pages."""
    monkeypatch.setenv("INFLUENCER_ROI_MARGIN", "1")
    assert json.loads(run("query", folder, "--metric", "profit", "--format", "json")) == {"profit": 1000}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--brand", "gritzo"],
            "Cannot filter by brand 'gritzo'. The brands are Gritzo, MuscleBlaze, Unknown.",
        ),
        (
            ["--from", "08.01.2025", "--brand", "Gritzo"],
            (
                "Cannot filter by from '08.01.2025'. "
                "Dates look like 2025-01-02, the first here; the last is 2025-01-09."
            ),
        ),
        (
            ["--followers-from", "5k"],
            "Cannot filter by followers_from '5k'. Numbers are written in digits alone, as 50000.",
        ),
        (
            ["--by", "brand", "--sort", "platform"],
            "--sort platform needs --by platform; or sort by a metric.",
        ),
    ],
    ids=["value", "date", "number", "sort"],
)
def test_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str):
    """What the data cannot answer exits with 2 and says what it could."""
    assert main(["query", str(folder), *options]) == 2
    assert capsys.readouterr().err == f"{message}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["query", "x", "--by", "colour"], "invalid choice: 'colour'"),
        (["query", "x", "--metric", "cpx"], "invalid choice: 'cpx'"),
        (["query", "x", "--top", "0"], "'0' is not a whole number from 1 up"),
        (["query", "x", "--top", "many"], "'many' is not a whole number from 1 up"),
        (["serve", "--port", "web"], "invalid int value: 'web'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_no_such_option(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str):
    """A command line that makes no sense exits with 2 and the reason."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_wrong_environment(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """A variable that cannot be read exits with 2 and its name."""
    monkeypatch.setenv("INFLUENCER_ROI_BASELINE", "20%")
    assert main(["query", str(folder)]) == 2
    assert "INFLUENCER_ROI_BASELINE is '20%'" in capsys.readouterr().err


def test_wrong_port(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """A PORT that is no number troubles nobody but serve."""
    monkeypatch.setenv("PORT", "web")
    assert "This folder can be served." in run("check", folder)


def test_check(run: Run, folder: Path):
    """Check counts every row of every table and ends with the verdict."""
    lines = run("check", folder).splitlines()
    assert [line.split() for line in lines[:5]] == [
        ["Table", "File", "Read", "Kept", "Set", "aside", "Left", "out", "Blank", "lines"],
        ["influencers", "influencers.csv", "4", "4", "0", "0", "0"],
        ["posts", "posts.csv", "2", "2", "0", "0", "0"],
        ["orders", "tracking_data.csv", "5", "5", "0", "0", "0"],
        ["payouts", "payouts.csv", "3", "3", "0", "0", "0"],
    ]
    assert lines[-1] == "This folder can be served."


def test_set_aside(run: Run, tmp_path: Path):
    """A post with negative likes is set aside, counted, and named with its line and the way out."""
    write_folder(tmp_path, posts=POSTS.replace(" 30 ", " -30 "))
    answer = json.loads(run("check", tmp_path, "--format", "json"))
    assert answer["tables"]["posts"] == {"read": 2, "kept": 1, "set_aside": 1, "left_out": 0}
    assert answer["problems"] == []
    assert answer["notes"][0].startswith("posts.csv: 1 row has negative likes (line 3); it is set aside. ")
    (fault,) = answer["set_aside"]
    assert (fault["file"], fault["line"], fault["column"], fault["value"]) == ("posts.csv", 3, "likes", "-30")


def test_odd_row_in_the_table(run: Run, tmp_path: Path):
    """The table of check names what was set aside too: where, why, its first example and the way out."""
    write_folder(tmp_path, posts=POSTS.replace(" 30 ", " -30 "))
    said = run("check", tmp_path)
    (line,) = (line for line in said.splitlines() if "negative" in line)
    assert re.split(r"\s{2,}", line.strip()) == [
        "posts.csv",
        "negative likes",
        "line 3: -30",
        "Write it as counted, or leave the cell empty.",
        "1",
    ]
    assert said.splitlines()[-1] == "This folder can be served, without 1 row set aside."


BAD = {
    "no column": ("posts", POSTS.replace("reach", "seen"), "posts.csv: column 'reach' is missing"),
    "no rows": ("payouts", FILES["payouts"].strip().splitlines()[0], "payouts.csv: there is a header but no"),
}


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("name", BAD)
def test_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str):
    """A folder that cannot be served is refused in one line that names the file, exit 1, by every command."""
    file, table, message = BAD[name]
    write_folder(tmp_path, **{file: table})
    for command in ("check", "query", "serve"):
        assert main([command, str(tmp_path)]) == 1
        error = capfd.readouterr().err
        assert message in error
        assert error.count("\n") == 1


def test_refused_as_json(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """As JSON, every problem of a refused folder is listed at once."""
    write_folder(tmp_path)
    (tmp_path / "posts.csv").unlink()
    (tmp_path / "payouts.csv").write_text("")
    assert main(["check", str(tmp_path), "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["tables"], answer["notes"], len(answer["problems"])) == ({}, [], 2)


def test_sample_then_check(run: Run, tmp_path: Path):
    """What sample writes, check finds fit to be served."""
    said = run("sample", tmp_path / "new", "--orders", 60, "--influencers", 6, "--posts", 20, "--days", 9)
    assert said == f"{tmp_path}/new holds a sample. Try: influencer-roi serve {tmp_path}/new\n"
    tables = json.loads(run("check", tmp_path / "new", "--format", "json"))["tables"]
    assert (tables["orders"]["read"], tables["influencers"]["read"]) == (60, 6)


def test_sample_too_small(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A sample too small to hold its traps is refused by number, and nothing is written."""
    assert main(["sample", str(tmp_path / "new"), "--orders", "5"]) == 2
    assert capsys.readouterr().err.strip() == "orders is 5, ask for 50 or more"
    assert not (tmp_path / "new").exists()


def test_sample_onto_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A sample cannot be written where a file stands, and the message says so."""
    (tmp_path / "taken").write_text("")
    assert main(["sample", str(tmp_path / "taken")]) == 1
    message = f"{tmp_path}/taken: the folder cannot be written (File exists). Name another."
    assert capsys.readouterr().err.strip() == message


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("command", ["check", "query", "serve"])
def test_no_folder(tmp_path: Path, command: str):
    """In a process of its own, a folder that is not there gives exit 1, one message and no traceback."""
    done = process(command, tmp_path / "nowhere")
    assert done.returncode == 1
    assert f"{tmp_path}/nowhere: there is no such folder." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken(folder: Path, tmp_path: Path):
    """A port somebody listens on is said in one sentence, before any address is announced."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = process("serve", folder, "--port", port, INFLUENCER_ROI_SNAPSHOT=str(tmp_path))
    said = f"Port {port} cannot be used (Address already in use). Give another with --port or PORT.\n"
    assert (done.returncode, done.stderr) == (2, said)


@pytest.mark.parametrize("port", [-1, 65_536])
def test_no_such_port(port: int):
    """A number that is no port is refused as one that is taken."""
    with pytest.raises(ValueError, match=f"Port {port} cannot be used .ports go from 0 to 65535.*--port"):
        require_free("127.0.0.1", port)


def test_into_a_pipe(folder: Path):
    """Printed into a pipe, a table is cut nowhere, and notes about it go elsewhere."""
    done = process("query", folder, "--by", "campaign")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["Campaign", "GZ_New", "MB_New", "No"]
    assert "…" not in done.stdout
    assert done.stderr == f"{len(REGISTRY)} metrics in all: --metric KEY for one, --format csv for all.\n"


def test_pipe_closed(folder: Path):
    """A reader that has had enough, such as head, is no error to complain of."""
    command = [sys.executable, "-m", "influencer_roi.cli", "query", str(folder), "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        complaint = running.stderr.read()
    assert (running.returncode, complaint) == (1, "")


def test_known_totals(run: Run):
    """Of the seed everyone starts from, the truth is a ROAS of 0.72."""
    folder = SHARED_DATA / "seed-roi-dashboard"
    if not folder.is_dir():
        pytest.skip(f"no {folder}; set SHARED_DATA to the real data")
    answer = json.loads(run("query", folder, "--format", "json"))
    assert (answer["revenue"], round(answer["spend"], 2)) == (2_417_112, 3_358_331.22)
    assert round(answer["roas"], 4) == 0.7197


def test_query_under_another_rule_of_credit(run: Run, folder: Path):
    """By post, a rule and its window move revenue between posts and no post; by people they move none."""
    ask = ("query", folder, "--metric", "revenue", "--format", "json")
    last = json.loads(run(*ask, "--by", "post", "--credit", "last", "--window", "60"))
    recorded = json.loads(run(*ask, "--by", "post", "--credit", "recorded", "--window", "60"))
    people = [json.loads(run(*ask, "--by", "influencer", *more)) for more in ((), ("--credit", "recorded"))]
    assert last == [
        {"post_id": "P1", "revenue": 3000},
        {"post_id": "P2", "revenue": 500},
        {"post_id": None, "revenue": 100},
    ]
    assert recorded[-1] == {"post_id": None, "revenue": 3600}
    assert people[0] == people[1]


def test_credit_needs_posts(folder: Path, capsys: pytest.CaptureFixture[str]):
    """A rule of credit without --by is refused: no total moves with it."""
    assert main(["query", str(folder), "--credit", "last"]) == 2
    assert "add --by post" in capsys.readouterr().err


def test_query_by_day_of_post(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]):
    """With --day post, revenue stands on the day of its post; what is credited to none has no day."""
    ask = ("query", folder, "--by", "date", "--metric", "revenue", "--metric", "spend")
    rows = json.loads(run(*ask, "--day", "post", "--format", "json"))
    assert [(row["date"], row["revenue"]) for row in rows if row["revenue"]] == [
        ("2025-01-02", 3000),
        ("2025-01-05", 500),
        (None, 100),
    ]
    by_order = json.loads(run(*ask, "--day", "order", "--format", "json"))
    assert by_order == json.loads(run(*ask, "--format", "json"))
    assert main([*map(str, ask), "--day", "post"]) == 0
    said = capsys.readouterr().err
    assert "₹100 of orders is credited to no post and stands apart." in said
    assert "Posts since 2 Jan 2025 are still earning." in said


# ---- evidence


def test_evidence(run: Run, folder: Path):
    """The four gates by name, each with its state and its number; a small folder is too thin for all."""
    answer = json.loads(run("evidence", folder, "--format", "json"))
    states = {name: answer[name]["state"] for name in ("timing", "maturity", "repeat", "backtest")}
    assert states == dict.fromkeys(("timing", "maturity", "repeat", "backtest"), "thin")
    assert (answer["timing"]["p"], answer["repeat"]["r"]) == (None, None)
    totals = json.loads(run("query", folder, "--format", "json"))
    assert answer["needed_share"]["part"] == totals["needed_share"]


def test_evidence_as_a_table(run: Run, folder: Path):
    """Without --format each gate has a line, and says below what would open it."""
    printed = run("evidence", folder)
    assert "Do orders follow posts?" in printed
    assert "more, and the gate can answer." in printed


def test_a_noisy_sample_closes_gates(run: Run, tmp_path: Path):
    """With --noise orders do not follow posts and people do not repeat; without, both gates are open."""
    for noise, state in ((["--noise"], "closed"), ([], "open")):
        folder = tmp_path / state
        run("sample", folder, "--influencers", 60, "--posts", 480, "--orders", 6_000, *noise)
        answer = json.loads(run("evidence", folder, "--format", "json"))
        assert (answer["timing"]["state"], answer["repeat"]["state"]) == (state, state)
        # Luck drawn anew neither repeats nor turns into its opposite: 1.96 over the root of 57 is 0.26.
        assert not noise or abs(answer["repeat"]["r"]) < 0.27

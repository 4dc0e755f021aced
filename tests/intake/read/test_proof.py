import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from influencer_roi.intake.read.proof import LONGEST, NO_PROOF, line_ends, parts, proof_of
from tests.trying import trying

PART = len(next(parts(bytes(1 << 20))))
ODD = st.text(st.sampled_from('ab7 ,;"+\n\n'), max_size=12).map(str.encode)
EDGES = frozenset(b',"\n')
ROWS = b"id,caption,likes\n" + b"p1,a b,7\n" * (PART // 9)


@trying(300)
@given(odd=ODD, kept=st.integers(0, 12), end=ODD)
def test_what_is_proven_holds(odd: bytes, kept: int, end: bytes) -> None:
    """What the bytes prove is so when each is looked at by itself, where two parts meet too."""
    body = ROWS[: PART - kept] + odd + end
    proof = proof_of(body)
    event(f"bare: {bool(proof.bare)}")
    assert proof.ends == line_ends(body)
    assert sum(proof.ends) == body.count(b"\n")
    assert set(proof.lacks) == {one for one in ("+", '"', "'", "`", "@", "  ") if one.encode() not in body}
    around = b"\n" + body + b"\n"
    touched = any(
        around[place] == ord(" ") and {around[place - 1], around[place + 1]} & EDGES
        for place in range(PART - 20, len(around) - 1)
    )
    assert bool(proof.bare) is not touched


@pytest.mark.parametrize("pair", [b" ,", b", ", b" \n", b"\n ", b' "', b'" '])
@pytest.mark.parametrize("before", [-2, -1, 0])
def test_a_blank_where_two_parts_meet(pair: bytes, before: int) -> None:
    """A blank beside what ends a cell is seen behind, before and across the border of two parts."""
    above = b"x," * PART
    body = above[: PART + before] + pair + above[:10]
    assert (proof_of(above).bare, proof_of(body).bare) == (",", "")


@pytest.mark.parametrize("code", [*range(10), *range(11, 32), 127, 128, 195, 255])
def test_a_byte_that_forbids_a_proof(code: int) -> None:
    """Of a text with a control character, or with anything beyond ASCII, nothing is said."""
    assert proof_of(b"id,caption\np1,a" + bytes([code]) + b"b\n") == NO_PROOF


@pytest.mark.parametrize("first", [0, 1, LONGEST // 2, LONGEST, 2 * PART - 1])
def test_a_long_line_is_never_short(first: int) -> None:
    """Wherever it stands, a line that is longer than the longest cell keeps the text from being short."""
    above = (b"p1,a b,7\n" * (first // 9 + 1))[:first]
    assert not proof_of(above + b"\n" + b"x" * (LONGEST + 1) + b"\n").short
    assert proof_of(above + b"\n" + b"x" * (LONGEST // 2 - 1) + b"\n").short

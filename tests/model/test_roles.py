import pytest

from influencer_roi.model.roles import LOCAL, Act, Reader, Role, SharedView, refused

MAY = {
    Role.VIEWER: set(),
    Role.ANALYST: {Act.SEE_PAYOUTS, Act.DOWNLOAD, Act.SHARE},
    Role.FINANCE: {Act.SEE_PAYOUTS, Act.DOWNLOAD, Act.SHARE, Act.PUBLISH},
    Role.ADMIN: set(Act),
}


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may(role: Role):
    """A viewer may nothing of it; each further role may what the one before it may, and more."""
    assert {act for act in Act if Reader("ann", role).may(act)} == MAY[role]


def test_who_sits_at_the_machine():
    """The reader at this machine may do everything."""
    assert all(LOCAL.may(act) for act in Act)


@pytest.mark.parametrize("payouts", [False, True])
def test_who_comes_by_a_link(payouts: bool):  # noqa: FBT001 # a parameter of the claim
    """A share link lets nobody take rows home, and shows payouts only where it says so."""
    reader = Reader("link 1", Role.ADMIN, SharedView("/payouts", "", payouts))
    assert {act for act in Act if reader.may(act)} == ({Act.SEE_PAYOUTS} if payouts else set())


def test_answers_are_shared_by_who_sees_the_same():
    """Two analysts share answers; a viewer, and each link, have their own."""
    ann, bob, cat = (
        Reader("ann", Role.ANALYST),
        Reader("bob", Role.ANALYST),
        Reader("cat", Role.VIEWER),
    )
    links = [
        Reader("link 1", Role.VIEWER, SharedView("/", "?brand=Gritzo", payouts)) for payouts in (False, True)
    ]
    assert ann.sees == bob.sees
    assert len({ann.sees, cat.sees, *(link.sees for link in links)}) == 4


def test_refusals_name_whom_to_ask():
    """Who may not do something reads who may."""
    assert refused(Act.DOWNLOAD) == (
        "You may not take rows home. Ask somebody with the role analyst, finance or admin."
    )
    assert refused(Act.MANAGE_USERS) == "You may not manage users. Ask somebody with the role admin."

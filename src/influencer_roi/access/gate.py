"""Knows whether readers sign in here, and who a request is from."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.wrappers import Request

from influencer_roi.access import sessions, share, users
from influencer_roi.access.proxy import Caller, caller_of
from influencer_roi.access.sessions import Session
from influencer_roi.access.store import Store
from influencer_roi.model.audience import Audience
from influencer_roi.model.roles import LOCAL, Reader, Role
from influencer_roi.settings import PREFIX, Access, OpenId

# Our cookies: the session's id, what a browser is known by again, or until it is back from signing in
# elsewhere, and the share link a reader opened.
SESSION, DEVICE, ATTEMPT, LINK = "session", "device", "attempt", "link"
_ASKING = "influencer_roi.asking"  # no header of a request can take this name in its environment
NOBODY_YET = (
    "{where} is open to others, and there is no user who may sign in. Make one first:\n"
    "  influencer-roi users add NAME --role finance\n"
    "or serve on this machine only: HOST=127.0.0.1."
)


@dataclass(frozen=True)
class Gate:
    """Who may come in; without a store nobody signs in, and only this machine may ask."""

    access: Access
    store: Store | None = None

    def cookie(self, of: str) -> str:
        """Return the name of one of our cookies.

        `__Host-` has browsers take it by https alone, and for this host alone.
        """
        return f"__Host-{of}" if self.access.tls else of

    def asking(self, request: Request, now: float) -> tuple[Caller, Session | None]:
        """Return where a request comes from and who asks, found out once however many ask for it."""
        known: tuple[Caller, Session | None] | None = request.environ.get(_ASKING)
        if known is None:
            caller = caller_of(request.remote_addr or "", request.scheme, request.headers, self.access)
            known = caller, self.session(caller, request.cookies, now)
            request.environ[_ASKING] = known
        return known

    def audiences(self) -> frozenset[Audience]:
        """Return whose eyes the data are for: those of users, or of whoever asks where nobody signs in."""
        if self.store is None:
            return frozenset([LOCAL.audience])
        by_group = roles_of(self.access.openid) if self.access.openid else ()
        roles = {one.role for one in users.listed(self.store)}.union(role for _, role in by_group)
        return frozenset(Reader("", role).audience for role in roles)

    def session(self, caller: Caller, cookies: Mapping[str, str], now: float) -> Session | None:
        """Return who asks, and when they last did; None where nobody signed in. It costs one read.

        A second one only where a session is over and a share link is there.
        """
        if self.store is None:
            return Session(LOCAL) if caller.is_at_this_machine else None
        if caller.name:
            role = users.role_of(self.store, caller.name)
            return Session(Reader(users.spelled(caller.name), role)) if role else None
        identity = cookies.get(self.cookie(SESSION))
        if identity and (session := sessions.session_of(self.store, identity, now)):
            return session
        if link := cookies.get(self.cookie(LINK)):
            reader = share.reader_of(self.store, link, now)
            return Session(reader) if reader else None
        return None


OPEN = Gate(Access())


def gate_of(access: Access) -> Gate:
    """Return the gate the settings ask for.

    Raises:
        ValueError: others may come, and nobody can sign in; or the users cannot be read.
    """
    if not access.is_for_others and not access.file.exists():
        return Gate(access)
    given = roles_of(access.openid) if access.openid else ()
    store = Store(access.file)
    if given or users.listed(store):
        return Gate(access, store)
    store.close()
    if access.is_for_others:
        raise ValueError(NOBODY_YET.format(where=access.host))
    return Gate(access)


def roles_of(openid: OpenId) -> tuple[tuple[str, Role], ...]:
    """Return the groups of a provider whose members may come in, with their roles.

    Raises:
        ValueError: a role is none; it says which there are.
    """
    known = {role.value: role for role in Role}
    for _, role in openid.roles:
        if role not in known:
            raise ValueError(f"{PREFIX}OPENID_ROLES names '{role}'; roles are {', '.join(known)}.")
    return tuple((group, known[role]) for group, role in openid.roles)


def check(access: Access) -> None:
    """Raise what `gate_of` raises, and leave nothing open: a process that forks asks this.

    Raises:
        ValueError: others may come, and nobody can sign in; or the users cannot be read.
    """
    gate = gate_of(access)
    if gate.store is not None:
        gate.store.close()

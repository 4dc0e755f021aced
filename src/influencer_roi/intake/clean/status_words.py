"""Holds the words statuses are made of, in the languages of the teams that write them."""

from influencer_roi.model.calendar import ENGLISH_MONTHS

CANCELLED = (
    *("cancelled", "canceled", "storniert", "geannuleerd", "annulé", "annulée", "cancelado", "cancelada"),
    *("anulado", "anulada", "annullato", "annullata"),
)
CAME_BACK = (
    *("refunded", "rto", "dto", "returned", "erstattet", "rückerstattet", "retourniert", "terugbetaald"),
    *("remboursé", "remboursée", "retourné", "retournée", "reembolsado", "reembolsada", "devuelto"),
    *("devuelta", "devolvido", "rimborsato"),
)
LEAVES_OUT = (
    *(*CANCELLED, *CAME_BACK, "voided", "void", "failed", "declined", "denied", "rejected", "refused"),
    *("reversed", "unqualified", "expired", "charged back", "undelivered", "undeliverable", "abgelehnt"),
    *("fehlgeschlagen", "abgebrochen", "refusé", "refusée", "échoué", "échouée", "rechazado", "rechazada"),
    *("fallido", "fallida", "chargeback lost", "dispute lost"),
    *("lost", "stolen", "destroyed", "clawed back", "clawback", "bounced", "dishonoured"),
)
UNDOES = ("overturned", "overruled", "revoked", "rescinded", "undone", "lifted")
MOVES = frozenset("rto dto rejection decline disapproval disqualification".split())  # that may be reversed
REVERSES = frozenset(("reversed", "withdrawn", "waived", *UNDOES))
RESTORED = frozenset(("reinstated", "restored", "revived", "reopened", "uncancelled", *UNDOES))
SUSPECTED = frozenset("fraud fraudulent spam fake invalid ineligible disqualified disapproved".split())
CLEARED = frozenset(
    (
        *"cleared passed genuine legitimate legit valid eligible waived dismissed false alarm".split(),
        *("positive", *RESTORED),
    )
)
BY_MISTAKE = frozenset(
    (
        *("by mistake", "by accident", "by error", "in error", "mistakenly", "erroneously", "wrongly"),
        *("incorrectly", "accidentally", "inadvertently"),
    )
)
UNDONE = frozenset(("voided", "void", "reversed", "chargeback", "charged"))
NO_SALE = (  # what says nothing else, beside words for the order
    *("deleted", "trash", "trashed", "draft", "checkout draft", "test", "duplicate", "spam", "fake", "fraud"),
    *("fraudulent", "abandoned", "abandoned cart", "disqualified", "ineligible", "disapproved"),
    *("invalid", "not valid", "not eligible", "not payable", "dropped", "not attempted", "timed out"),
    "timeout",
)
CANCELS = frozenset(("cancel", "cancellation", "रद्द"))
COMES_BACK = frozenset(("refund", "refunds", "return", "returns", "reversal", "reversals", "reso"))
ACTS = frozenset((*CANCELS, *COMES_BACK, "chargeback", "clawback", "dispute", "failure"))
# How words for returns, refunds and cancellations begin in other languages.
ACTS_ABROAD = (
    *("rückgabe", "rücksendung", "rückerstattung", "erstattung", "retour", "stornierung", "widerruf"),
    *("terugbetaling", "annulering", "remboursement", "annulation", "devoluci", "reembolso", "cancelaci"),
    *("devoluç", "cancelamento", "rimborso", "annullamento"),
)
BUYERS = ("customer", "buyer", "user")
PAYMENT = frozenset(("payment", "txn", "transaction", "checkout"))
_DATED = (*ENGLISH_MONTHS, *"am pm st nd rd th t z ist utc".split())
# What says nothing of a state it stands beside.
BESIDE = frozenset(
    (
        *"order orders item items product the to by on at in from was has been wc".split(),
        *BUYERS,
        *"courier successfully cod prepaid via neft upi imps rtgs".split(),
        *_DATED,
    )
)
# What says nothing of an act: what it would be of, and how it was paid.
NO_ACT = BESIDE - {*_DATED, *BUYERS, "successfully"}
# What may stand beside an act that happened.
DONE = PAYMENT.union(
    BESIDE,
    "origin sender seller bank full amount of complete completed processed received delivered and".split(),
    "done issued success successful effectué effectuée completado completada realizado realizada".split(),
    "ऑर्डर ग्राहक ने किया कर दिया हो गया ho gaya gayi gya kar kiya diya hua hui hai ne".split(),
)
COMPLETED = frozenset(
    "complete completed processed success successful succeeded done issued full fully received".split()
)
WAITS = ("pending", "authorized", "authorised", "on hold", "hold", "holded", "unpaid", "scheduled", "due")
_WAITS_ABROAD = ("ausstehend", "en attente", "pendiente", "pendente", "in attesa", "लंबित")
WAITING = frozenset(
    (
        *(*WAITS, *_WAITS_ABROAD, "awaiting", "awaited", "overdue", "review", "not paid", "to be paid"),
        *("in process", "initiated"),
    )
)
REFUSED = frozenset(
    (
        *("rejected", "denied", "declined", "failed", "refused", "withdrawn", "expired", "voided", "void"),
        *("reversed", "won", "abgelehnt", "rechazado", "rechazada", "rejeitado", "rejeitada", "recusado"),
        *("recusada", "refusé", "refusée", "rifiutato", "afgewezen", *CANCELLED),
        *("waived", "dismissed", *UNDOES),
    )
)
WINDOWS = frozenset("window period time policy eligibility eligible frist".split())
LAPSED = frozenset("expired closed over ended lapsed abgelaufen".split())
UNDER_WAY = (
    *("delivered", "shipped", "dispatched", "fulfilled", "unfulfilled", "in transit", "out for delivery"),
    *("packed", "ready to ship", "partially fulfilled", "partially shipped", "placed", "new"),
    *("picked", "picked up", "ready to pack", "manifested", "manifest generated", "label generated"),
    *("awb assigned", "pickup generated", "reached destination hub", "misrouted", "unshipped"),
)
WHOLE = (*UNDER_WAY, "partially paid")  # nothing of these came back
COUNTS = (
    *("paid", "approved", "completed", "complete", "success", "successful", "succeeded", "confirmed"),
    *("captured", "settled", "closed", "open", "active", "locked", "done", "ok", "valid", "accepted"),
    *(*WHOLE, "partial", "released", "transferred", "processed"),
    *("not cancelled", "not refunded", "not returned"),
)
TRIED = frozenset(
    (
        *("failed", "failure", "declined", "denied", "rejected", "expired", "voided", "void", "abgelehnt"),
        *("bounced", "dishonoured", "lost"),
        *("fehlgeschlagen", "échoué", "échouée", "fallido", "fallida"),
    )
)
DELIVERIES = frozenset(("delivery", "undelivered"))
MADE_GOOD = frozenset("reshipped resent repaid reissued redelivered reinstated replaced extended".split())
PARTS = frozenset("shipping tax gst vat fee fees charge charges discount difference deposit tip".split())
AGAIN = frozenset("reattempt reattempted reattempting attempt retry rescheduled".split())
PARTLY = (
    *("partially", "partly", "partial", "part", "teilweise", "partiellement", "partiel", "parcialmente"),
    *("parcial", "parzialmente", "parziale", "gedeeltelijk", "deels", "आंशिक"),
)
HAPPENED = DONE.union(ACTS, PARTLY) - {"dispute"}  # of which nobody knows how it ends
NO_GAIN = COMPLETED | {"unfulfilled"}  # beside what was voided or failed
DENIES = frozenset(
    (
        *("not", "non", "no", "never", "without", "nicht", "nie", "kein", "keine", "pas", "jamais", "sans"),
        *("aucun", "aucune", "sin", "nunca", "ninguna", "niet", "geen", "nessun", "não"),
    )
)
DENIES_BEHIND = frozenset(("नहीं", "nahi", "nahin", "nhi", "nai"))
BETWEEN = frozenset(  # what may stand between a denial and what it denies
    (
        *"yet been be to a any was is ever order the de d du ha sido été etc wurde worden mehr fully".split(),
        *"ho kar kiya hua".split(),
    )
)
NOTHING = frozenset(("nil", "none", "na"))  # behind a state: no reason was given
NO = frozenset((*DENIES, *DENIES_BEHIND, *NOTHING, "n", "f", "false", "nein", "nee", "nao"))
YES = frozenset(("yes", "y", "true", "ja", "oui", "sí", "si", "haan"))
IN_WORK = "processing"  # an order that is paid and being packed; a payout that is not out yet

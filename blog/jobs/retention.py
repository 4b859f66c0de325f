"""What is kept only so long: addresses, receipts, fingerprints of submissions, ended sign-ins."""

import sqlalchemy as sa

from .. import clock
from ..dialogue.contact import Contact
from ..dialogue.event import Letter
from ..dialogue.invitation import Invitation
from ..dialogue.person import SignIn
from ..dialogue.submission import REPLAY_WINDOW, Receipt, Submission
from ..extensions import db


def sweep() -> int:
    """Delete what has been kept long enough, in one transaction; how many rows. Safe to run again, or late."""
    now = clock.now()
    ended = sa.select(Contact.id).where(Contact.keep_until < now)
    deleted = 0
    for statement in (
        sa.delete(Letter).where(Letter.contact_id.in_(ended)),
        sa.delete(Invitation).where(Invitation.contact_id.in_(ended)),
        sa.delete(Contact).where(Contact.keep_until < now),
        sa.delete(Receipt).where(Receipt.keep_until < now),
        sa.delete(Submission).where(Submission.at < now - 2 * REPLAY_WINDOW),
        sa.delete(SignIn).where(SignIn.ends_at < now),
    ):
        deleted += db.session.execute(statement).rowcount  # type: ignore[attr-defined]
    db.session.commit()
    return deleted

"""Contact: an e-mail address, encrypted, apart from everything that a public page loads."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from .. import clock
from ..vault import Vault
from .base import Base


class Contact(Base):
    """The address of one person or one commenter.

    The id is random and known before the row exists, because the ciphertext is bound to it.
    """

    __tablename__ = "contact"
    __table_args__ = (
        # One account an address, also when two invitations are accepted at the same moment.
        sa.Index(
            "uq_contact_of_person", "blind_index", unique=True,
            sqlite_where=sa.text("person_id IS NOT NULL"), postgresql_where=sa.text("person_id IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=lambda: uuid.uuid4().hex)
    sealed: Mapped[bytes]
    blind_index: Mapped[str] = mapped_column(sa.String(64), index=True)
    verified_at: Mapped[datetime | None]
    keep_until: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    commenter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("commenter.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def sealed_by(cls, vault: Vault, address: str) -> "Contact":
        """A new Contact that holds an address as typed, encrypted."""
        contact_id = uuid.uuid4().hex
        return cls(id=contact_id, sealed=vault.seal(address.strip(), contact_id), blind_index=vault.index(address))

    def address(self, vault: Vault) -> str:
        """The address in clear, for a letter. Raises vault.Unreadable."""
        return vault.open(self.sealed, self.id)

    def reseal(self, vault: Vault) -> bool:
        """Encrypt and index anew under the newest secret; whether anything changed."""
        if vault.is_current(self.sealed):
            return False
        address = self.address(vault)
        self.sealed, self.blind_index = vault.seal(address, self.id), vault.index(address)
        return True

    @classmethod
    def of_person(cls, vault: Vault, address: str) -> sa.Select["Contact"]:
        """The contact of the person who has this address, if any."""
        return sa.select(cls).where(cls.blind_index.in_(vault.indexes(address)), cls.person_id.is_not(None))

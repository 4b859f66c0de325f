"""A real mail server on a port of its own, which can be told to fail in the ways that mail servers fail."""

import asyncio
import datetime as dt
import ipaddress
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class PostOffice:
    """Takes letters. answers: what it says to the next ones, before it takes the rest; "" drops the connection."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.seen: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.secure: list[bool] = []
        self.logins: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        """One letter has arrived whole."""
        self.seen.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.recipients.append(envelope.rcpt_tos)
        self.secure.append(session.ssl is not None)
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if not answer:
            assert server.transport is not None
            server.transport.abort()
            # Long enough for the client to see that nobody answers any more.
            await asyncio.sleep(0)
        return answer or "250 unheard"

    def login(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        """Accept every password and remember it."""
        self.logins.append(data.password)
        return AuthResult(success=True)


class Server(Controller):
    """Serves a post office. tls: a certificate with its key, for STARTTLS and logins; without one there is neither."""

    def __init__(self, office: PostOffice, port: int, tls: Path | None = None, *, logins: bool = False) -> None:
        super().__init__(office, hostname="127.0.0.1", port=port)
        self._office, self._tls, self._logins = office, tls, logins

    def factory(self) -> SMTP:
        """The protocol of one connection."""
        context = None
        if self._tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self._tls)
        return SMTP(
            self.handler, hostname="localhost", tls_context=context, auth_require_tls=False,
            authenticator=self._office.login if self._logins else None,
        )


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1)).add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "server.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path

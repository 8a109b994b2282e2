"""The office's own login service (OpenID Connect): who it is, and which account of the desk it vouches for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from circulars.errors import Refused

EMAIL = "email"


@dataclass(frozen=True, slots=True)
class LoginService:
    """Where people log in (``issuer``, without a slash at its end), as which client, and the claim that is the desk's login.

    ``secret_file`` holds the client's secret, which is read when somebody goes there; ``label`` stands on the button that
    leads there.
    """

    issuer: str
    client_id: str
    secret_file: Path
    claim: str = EMAIL
    label: str = "บัญชีของหน่วยงาน"

    def secret(self) -> str:
        """The client's secret. Raises Refused where its file is not there: a fault of the office, not of who enters."""
        try:
            return self.secret_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            told = "สำนักงานยังไม่ได้วางรหัสลับของบริการเข้าสู่ระบบ (secrets/oidc) กรุณาแจ้งผู้ดูแลระบบ หรือเข้าด้วยรหัสผ่านของโต๊ะทำงาน"
            raise Refused(told, code="no-secret", cause=str(error)) from error

    def login_of(self, claims: Mapping[str, object]) -> str:
        """The login that these claims name.

        Raises Refused where there is none, and for an e-mail address that the service itself did not verify (OpenID
        Connect Core 5.1): anybody might have typed it.
        """
        login = str(claims.get(self.claim) or "").strip()
        if not login:
            raise Refused(f"บริการเข้าสู่ระบบไม่ได้บอก {self.claim} ของท่าน กรุณาติดต่อผู้ดูแลระบบ", code="no-claim")
        if self.claim == EMAIL and claims.get("email_verified") is not True:
            raise Refused("อีเมลนี้ยังไม่ได้ยืนยันกับบริการเข้าสู่ระบบ กรุณายืนยันแล้วเข้าใหม่", code="not-verified")
        return login

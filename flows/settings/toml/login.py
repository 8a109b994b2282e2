"""``[login]`` of office.toml: the login service of the office (OpenID Connect) by which people may enter the desk; off unless set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from circulars.desk.people.provider import LoginService
from flows.settings.toml.kinds import TEXT, Table, Text, fault
from flows.settings.toml.mailbox import token_url

SECRET = "secrets/oidc"
"""The file with the client's secret, in the office's folder."""


class LoginTable(Table):
    """``[login]``: who vouches for people besides the desk's own passwords."""

    issuer: Annotated[Text, AfterValidator(token_url)] = Field(default="", description=f"ที่อยู่เว็บ เป็น{TEXT}")
    client_id: Text = Field(default="", description=TEXT)
    claim: Literal["email", "preferred_username", "sub"] = Field(
        default="email", description="email, preferred_username หรือ sub"
    )
    label: Text = Field(default="บัญชีของหน่วยงาน", description=TEXT)

    @model_validator(mode="after")
    def _together(self) -> Self:
        if bool(self.issuer) is not bool(self.client_id):
            raise fault("issuer และ client_id ต้องตั้งทั้งสองค่า หรือเว้นทั้งสองค่า")
        return self

    def service(self, home: Path) -> LoginService | None:
        """The service as the desk takes it; None where the office has none."""
        if not self.issuer:
            return None
        return LoginService(self.issuer.rstrip("/"), self.client_id, home / SECRET, self.claim, self.label)

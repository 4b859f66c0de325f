"""Role: what a person does for a partner. Apart from Partner, which the policy, that knows roles, must not need."""

from enum import StrEnum


class Role(StrEnum):
    """What a person does for a partner."""

    AUTHOR = "author"
    TRANSLATOR = "translator"
    SIGNER = "signer"

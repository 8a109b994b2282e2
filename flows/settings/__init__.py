"""What an office is set to: office.toml, where its data lies, which folders people open, what it still lacks."""

from flows.settings.office import (
    CHECKOUT_OFFICE,
    FOLDERS,
    Settings,
    load_settings,
    make_folders,
    office_home,
    write_first_office_toml,
)

__all__ = [
    "CHECKOUT_OFFICE",
    "FOLDERS",
    "Settings",
    "load_settings",
    "make_folders",
    "office_home",
    "write_first_office_toml",
]

"""What the domain of a mail address tells: the company, unless anybody may have an address there."""

from __future__ import annotations

FOR_EVERYBODY = frozenset((
    "a1.net", "aol.com", "arcor.de", "bluewin.ch", "freenet.de", "gmail.com", "gmx.at", "gmx.ch",
    "gmx.de", "gmx.net", "googlemail.com", "hotmail.com", "hotmail.de", "icloud.com", "live.com",
    "live.de", "mac.com", "mail.de", "mail.ru", "mailbox.org", "me.com", "msn.com", "online.de",
    "orange.fr", "outlook.com", "outlook.de", "posteo.de", "proton.me", "protonmail.com", "qq.com",
    "t-online.de", "wanadoo.fr", "web.de", "yahoo.com", "yahoo.de", "yandex.ru", "zoho.com",
))  # fmt: skip
"""Domains at which anybody has an address: they tell no company."""


def domain_of(address: str) -> str:
    """What stands behind the @, in small letters."""
    return address.rpartition("@")[2].casefold().strip()


def company_domain(address: str) -> str | None:
    """The domain, where it tells a company; None for no address, and for one that anybody may have."""
    domain = domain_of(address)
    return domain if "." in domain and domain not in FOR_EVERYBODY else None

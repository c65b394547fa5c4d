"""What Python's own library does with a mailbox, nothing kept: python plain_mailbox.py FILE."""

from __future__ import annotations

import mailbox
import sys
from email.utils import getaddresses, parsedate_to_datetime

for message in mailbox.mbox(sys.argv[1], create=False):
    getaddresses([str(message[name]) for name in ("from", "to", "cc") if message[name]])
    parsedate_to_datetime(str(message["date"]))

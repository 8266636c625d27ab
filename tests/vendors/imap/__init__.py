"""A mail server that speaks IMAP4rev1 (RFC 3501) over a real socket, as far as a reader of mail needs it."""

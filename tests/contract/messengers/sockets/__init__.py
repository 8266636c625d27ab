"""The messengers that listen on a socket: one module each, with its `line`."""

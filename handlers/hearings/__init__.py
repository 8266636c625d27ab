"""What listens along, one file each, found by looking into this folder."""

"""What the slots are that several intents share, in words for the model."""

CUSTOMER = "the customer's name"
NEWEST = "only the newest one instead of all"

"""What the guest and the minutes share of the language model: its wire, its budget, and what its sentences claim."""

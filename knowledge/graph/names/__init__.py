"""Name resolution: which customer or person a piece of text means, or a question where that is not clear."""

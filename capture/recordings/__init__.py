"""A sound or video file becomes a transcript with times and names put right; resumable, in little memory."""

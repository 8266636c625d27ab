"""Documents that people share by link or file: which ones are proposals of ours, for whom, and which version."""

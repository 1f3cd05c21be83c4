"""Where the sources disagree: values that can be compared, and what comparing them says."""

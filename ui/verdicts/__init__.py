"""What a person makes of a disagreement: given, shown and taken back on the page."""

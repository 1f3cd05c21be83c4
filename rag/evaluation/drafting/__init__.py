"""Test questions drafted from what is indexed, for a person to keep or drop."""

"""The pages of the dashboard; ``navigation.yaml`` is the menu."""

"""The look of every page: shell, components, styles and small behaviours. Read README.md first."""

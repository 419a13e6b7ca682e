"""Meetings as files: a calendar entry, lists in Excel, invitations for the printer."""

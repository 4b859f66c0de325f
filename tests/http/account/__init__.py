"""Accounts, sign-ins and invitations."""

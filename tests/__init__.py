"""Tests of Wenda: house, unit, domain, http, security, work, cli, migrations, browser, bench."""

"""The demo: a bilingual series of our own writing, as TOML and SVG, and what loads it."""

"""Pages of programmes, scripts and speeches."""

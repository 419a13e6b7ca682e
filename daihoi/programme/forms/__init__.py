"""Forms of programmes, scripts and speeches."""

"""Changes of programmes, scripts and speeches."""

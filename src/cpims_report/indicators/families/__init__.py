"""One small pure function an indicator, by family; its name begins with the indicator's id."""

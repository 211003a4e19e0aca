"""Values to fragments that a voice can say. The sentences around them are in ``domain.yml``. Pure."""

// The room ArtSettings.

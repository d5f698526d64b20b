// The room ArtData.

// The room ArtMedia.

// The room ArtNN.

// The room ArtGraph.

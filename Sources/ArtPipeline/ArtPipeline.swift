// The room ArtPipeline.

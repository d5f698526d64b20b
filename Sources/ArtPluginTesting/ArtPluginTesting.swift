// The room ArtPluginTesting.

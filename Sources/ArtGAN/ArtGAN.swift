// The room ArtGAN.

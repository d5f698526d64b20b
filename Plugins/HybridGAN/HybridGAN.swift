// The room HybridGAN.

// The room MLPGAN.

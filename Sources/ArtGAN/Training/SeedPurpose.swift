import ArtTensor

/// What a training run's one seed is used for. Each use gets random numbers of its own, so that none repeats another's.
enum SeedPurpose: UInt64 {
  case generatorWeights = 1
  case discriminatorWeights = 2
  case data = 3
  case generatorStep = 4
  case discriminatorStep = 5
  case discriminatorClasses = 6
  case generatorClasses = 7

  func key(of seed: UInt64) -> RandomKey {
    RandomKey(seed: seed).folded(rawValue)
  }
}

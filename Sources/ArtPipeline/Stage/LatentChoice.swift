import ArtGAN
import ArtSettings

/// Which latent points: those of a seed, or one of each of several seeds.
struct LatentChoice: Sendable {
  var seed: UInt64?
  var seeds: [UInt64]?
  var truncation: Double

  init(_ reader: SettingsReader) {
    seed = reader.optionalSeed("seed", "Draws the points; the document's seed where not given.")
    seeds = reader.seeds("seeds", "One point for each of these seeds, instead of several from one.")
    truncation = reader.number(
      "truncation", default: 1, in: 0...2,
      "Draws points towards the middle (below 1: safer, more alike) or away from it (above 1: wilder).")
    if seed != nil, seeds != nil {
      reader.problem(at: "seeds", .conflict, "give either 'seed' or 'seeds'")
    }
  }

  init(seed: UInt64?, truncation: Double = 1) {
    self.seed = seed
    self.truncation = truncation
  }

  /// The point of a number, from 0.
  func point(_ index: Int, in space: LatentSpace, documentSeed: UInt64) -> [Float] {
    if let seeds { return truncated(space.point(seed: seeds[index])) }
    return truncated(space.point(seed: seed ?? documentSeed, index: UInt64(index)))
  }

  private func truncated(_ point: [Float]) -> [Float] {
    truncation == 1 ? point : point.map { $0 * Float(truncation) }
  }

  /// What the points follow from.
  func fingerprint(documentSeed: UInt64) -> SettingValue {
    var value: SettingValue = ["truncation": SettingValue(truncation)]
    if let seeds {
      value["seeds"] = SettingValue(seeds.map { SettingValue($0) })
    } else {
      value["seed"] = SettingValue(seed ?? documentSeed)
    }
    return value
  }
}

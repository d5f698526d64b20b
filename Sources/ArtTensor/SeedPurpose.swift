/// What a seed's random numbers are for. Each use has a key of its own, so that none repeats another's numbers; all uses
/// are listed here.
public enum SeedPurpose: CaseIterable, Sendable {
  case latentPoints, pointClass, validationSplit
  case generatorWeights, discriminatorWeights, batches
  case generatorStep, discriminatorStep, discriminatorClasses, generatorClasses
  case folderChoice, blossoms, strokes, clusters
  case classifier
  case evaluationImages, metrics
  case soundDirections
  case neighbours, choices, favourites
  case history, patches
  case inputSplit, madeInputs

  /// What the seed's key is folded with; nil for the seed's key itself: points fold it with their index, and the split draws
  /// from it.
  private var number: UInt64? {
    switch self {
    case .latentPoints, .validationSplit: nil
    case .generatorWeights: 1
    case .discriminatorWeights: 2
    case .batches: 3
    case .generatorStep: 4
    case .discriminatorStep: 5
    case .discriminatorClasses: 6
    case .generatorClasses: 7
    // Up to eight letters.
    case .pointClass: 0x636c_6173_73
    case .folderChoice: 0x666f_6c64_6572
    case .blossoms: 0x626c_6f73_736f
    case .strokes: 0x7374_726f_6b65
    case .clusters: 0x6b6d_6561_6e73
    case .classifier: 0x636c_6173_7369_6679
    case .evaluationImages: 0x6576_616c_7561_7465
    case .metrics: 0x6669_6775_7265_7300
    case .soundDirections: 0x736f_756e_64
    case .neighbours: 0x6e65_6172
    case .choices: 0x6368_6f6f_7365
    case .favourites: 0x6661_766f_7572
    case .history: 0x6869_7374_6f72_79
    case .patches: 0x7061_7463_6865_73
    case .inputSplit: 0x696e_7370_6c69_74
    case .madeInputs: 0x696e_7075_7473
    }
  }

  /// The key of this use of a seed.
  public func key(of seed: UInt64) -> RandomKey { key(from: RandomKey(seed: seed)) }

  /// The key of this use of a key that stands for a seed and an index.
  public func key(from key: RandomKey) -> RandomKey { number.map { key.folded($0) } ?? key }

  /// A key that follows from the use alone, the same for every seed.
  public var fixedKey: RandomKey { RandomKey(seed: number ?? 0) }
}

/// Parts of one use that draw random numbers of their own. Each use numbers its parts.
public struct RandomPart: Sendable {
  public static let batchOrder = RandomPart(0), batchChanges = RandomPart(1)
  public static let inputOrder = RandomPart(2), inputChanges = RandomPart(3)
  public static let drawnLabels = RandomPart(0), drawnImages = RandomPart(1)
  public static let scene = RandomPart(0), scenery = RandomPart(1), foliage = RandomPart(2), bloom = RandomPart(3)
  public static let classifierWeights = RandomPart(0), classifierBatches = RandomPart(1)
  public static let trainingOrder = RandomPart(0), referenceOrder = RandomPart(1)
  public static let neighbourhoods = RandomPart(0), patches = RandomPart(1), pairs = RandomPart(2)
  public static let outputPatches = RandomPart(3)
  public static let parents = RandomPart(0), crossover = RandomPart(1), mutation = RandomPart(2)
  public static let realPatches = RandomPart(0), generatedPatches = RandomPart(1), directions = RandomPart(2)

  let number: UInt64

  private init(_ number: UInt64) { self.number = number }
}

extension RandomKey {
  /// The key of a part of this key's use.
  public func folded(_ part: RandomPart) -> RandomKey { folded(part.number) }
}

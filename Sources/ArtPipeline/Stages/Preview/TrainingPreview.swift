import ArtData
import ArtGAN
import ArtGraph
import ArtMedia
import ArtTensor

/// The first images that a training learns from: as they are, and as the discriminator sees them, with the random
/// changes of the dataset and of the recipe.
struct TrainingPreview {
  private let originals: [PixelImage]
  private let seen: [PixelImage]
  private let dataset: Augmentation
  private let recipe: DiscriminatorAugmentation?

  /// - Parameter showsWhole: Whether originals are shown with what is cut away of them.
  init(
    _ model: ModelDefinition, _ images: DatasetLoader, count: Int, showsWhole: Bool, _ context: StageContext
  ) throws {
    let (set, use) = (try images.dataset(), images.specification)
    let split = set.split(validation: use.validation, seed: context.seed)
    let indices = use.validation > 0 ? split.training : nil
    let count = min(count, indices?.count ?? set.count)
    dataset = use.augmentation
    recipe = model.recipe.augmentation
    // As training draws them.
    let sampler = try BatchSampler(
      dataset: set, indices: indices, batchSize: count, augmentation: use.augmentation,
      key: SeedPurpose.batches.key(of: context.seed))
    let shown = showsWhole ? try Self.whole(images, like: set, context) : set
    originals = try sampler.indices(step: 0).map { try shown.image($0) }
    let range = model.pixelRange
    var batch = Tensor(repeating: 0, shape: Shape([count] + set.imageShape.dimensions))
    batch.scalars.withUnsafeMutableBufferPointer {
      sampler.fill($0, step: 0, range: range.black...(range.black + range.extent))
    }
    if let recipe {
      batch = try recipe.changed(batch, range: range, seed: context.seed, device: context.execution.device)
    }
    let size = set.imageSize
    seen = try (0..<count).map { number in
      try PixelImage(
        width: set.width, height: set.height, channels: set.channels,
        pixels: batch.scalars[(number * size)..<((number + 1) * size)].map(range.byte)
      ).unpremultiplied()
    }
  }

  /// The same images with nothing cut away and nothing stretched, where a folder's images are fitted.
  private static func whole(_ images: DatasetLoader, like set: Dataset, _ context: StageContext) throws -> Dataset {
    guard var folder = images.specification.source as? FolderSource, folder.fit != .pad else { return set }
    folder.fit = .pad
    let request = DatasetRequest(
      height: set.height, width: set.width, channels: set.channels, seed: context.seed,
      pool: context.execution.device.pool)
    return try folder.load(request)
  }

  /// Pairs: an image, and to its right what is seen of it.
  func sheet(scale: Int?) throws -> PixelImage {
    let side = originals.map { min($0.width, $0.height) }.min() ?? 1
    let scale = scale ?? TileSettings.scale(forTilesOf: side)
    let pair = Sheet(columns: 2, padding: 0, scale: scale)
    let pairs = try zip(originals, seen).map { try pair.render([$0, $1]) }
    return try Sheet(padding: 4 * scale).render(pairs)
  }

  /// What happens to images, in a sentence.
  var words: String {
    var changes: [String] = []
    if !dataset.isEmpty { changes.append("the dataset's 'augment'") }
    if let recipe {
      let often =
        switch recipe.probability {
        case .fixed(1): ""
        case .fixed(let share): ", each change to \(Int((share * 100).rounded())) % of them"
        case .adaptive: ", shown at its strongest; it begins at nothing and follows the training"
        }
      changes.append("the recipe's 'diffAugment'\(often)")
    }
    return changes.isEmpty
      ? "no augmentation: neither the dataset's 'augment' nor the recipe's 'diffAugment' is set"
      : "each image, and beside it what the model sees of it, changed by \(changes.joined(separator: " and "))"
  }
}

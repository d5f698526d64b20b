import ArtNN
import ArtTensor

/// What the step of a model that translates is fed besides images and rates.
enum TranslationInput: String, CaseIterable {
  /// The images that are translated, as they are: the generator may be given their mirror images.
  case anchor
  /// Places of the features of inputs, and of results, that are compared: `[images · patches]`, numbered through the batch.
  case keys, queries
  /// Where in the history each new fake is kept, −1 for nowhere; and whether the discriminator is shown the one that was
  /// there before in its place: `[batch]`.
  case historySlots, historyTakes

  /// The name of the input, of one of several layers.
  func name(_ number: Int) -> String { "\(rawValue).\(number)" }
}

/// The random decisions of one update of a model that translates: functions of the seed and the update alone.
struct TranslationDraws {
  private let translation: Translation
  private let batchSize: Int
  /// The height and width of each compared layer's features.
  private let places: [(height: Int, width: Int)]

  /// - Returns: nil for a model that starts from noise.
  /// - Throws: `LayerError` if the generator cannot be built.
  init?(_ definition: ModelDefinition) throws {
    guard let translation = definition.translation else { return nil }
    self.translation = translation
    batchSize = definition.recipe.batchSize
    places = try (translation.contrast?.layers ?? []).map { count in
      let shape = try definition.generator.prefix(count).outputShape()
      return (shape[0], shape[1])
    }
  }

  /// Whether an input of a program is one that is drawn, or follows from what is.
  static func owns(_ name: String) -> Bool {
    name.split(separator: ".").first.map { TranslationInput(rawValue: String($0)) != nil } ?? false
  }

  /// Exchanges left and right in a batch of images.
  func mirror(_ images: UnsafeMutableBufferPointer<Float>) {
    let (width, channels) = (translation.inputShape[1], translation.inputShape.channels)
    for row in 0..<images.count / (width * channels) {
      for column in 0..<width / 2 {
        let (left, right) = ((row * width + column) * channels, (row * width + width - 1 - column) * channels)
        for channel in 0..<channels { images.swapAt(left + channel, right + channel) }
      }
    }
  }

  /// Whether an update translates mirror images.
  func isMirrored(seed: UInt64, update: Int) -> Bool {
    translation.contrast?.flips == true && Self.key(.patches, seed, update).bits(0) & 1 == 1
  }

  /// Writes what an input of this name is fed; nothing where the name is another's.
  func fill(_ name: String, _ buffer: UnsafeMutableBufferPointer<Float>, seed: UInt64, update: Int) {
    let parts = name.split(separator: ".")
    guard let input = parts.first.flatMap({ TranslationInput(rawValue: String($0)) }) else { return }
    switch input {
    case .anchor: return
    case .keys, .queries:
      guard let number = parts.last.flatMap({ Int($0) }), places.indices.contains(number) else { return }
      let isMirrored = input == .queries && isMirrored(seed: seed, update: update)
      fillPlaces(
        buffer, places[number], isMirrored: isMirrored,
        key: Self.key(.patches, seed, update).folded(UInt64(number) + 1))
    case .historySlots: for (index, slot) in slots(seed, update).enumerated() { buffer[index] = Float(slot ?? -1) }
    case .historyTakes:
      for (index, slot) in slots(seed, update).enumerated() {
        buffer[index] = slot != nil && update * batchSize + index >= translation.history ? 1 : 0
      }
    }
  }

  /// Different places of each image, in a random order.
  private func fillPlaces(
    _ buffer: UnsafeMutableBufferPointer<Float>, _ size: (height: Int, width: Int), isMirrored: Bool, key: RandomKey
  ) {
    let (count, patches) = (size.height * size.width, buffer.count / batchSize)
    var order = [Int](repeating: 0, count: count)
    for image in 0..<batchSize {
      let key = key.folded(UInt64(image))
      for place in 0..<count { order[place] = place }
      for place in 0..<min(patches, count) {
        order.swapAt(place, place + key.int(UInt64(place), below: count - place))
        var (row, column) = order[place].quotientAndRemainder(dividingBy: size.width)
        if isMirrored { column = size.width - 1 - column }
        row += image * size.height
        buffer[image * patches + place] = Float(row * size.width + column)
      }
    }
  }

  /// Where each new fake is kept. The first fill the history; of those that follow, each takes a random place with
  /// probability ½, unless another one of the batch has it.
  private func slots(_ seed: UInt64, _ update: Int) -> [Int?] {
    let key = Self.key(.history, seed, update)
    var taken: Set<Int> = []
    return (0..<batchSize).map { index in
      let number = update * batchSize + index
      if number < translation.history { return number }
      let key = key.folded(UInt64(index))
      let slot = key.int(1, below: max(translation.history, 1))
      return key.bits(0) & 1 == 1 && taken.insert(slot).inserted ? slot : nil
    }
  }

  private static func key(_ purpose: SeedPurpose, _ seed: UInt64, _ update: Int) -> RandomKey {
    purpose.key(of: seed).folded(UInt64(update))
  }
}

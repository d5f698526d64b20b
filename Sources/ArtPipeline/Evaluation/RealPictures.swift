import ArtData
import ArtFeatures
import ArtMetrics
import ArtSettings
import ArtTensor

/// The real pictures that a document has for judging a model, in random order: those that it learns from, and those to
/// compare with.
struct RealPictures {
  /// Where the pictures to compare with come from.
  enum Source: String, Codable {
    /// The document's `reference`.
    case reference
    /// The part of the dataset that is kept back.
    case validation
    /// The dataset that the model learnt from: nothing else was given.
    case training
  }

  let source: Source
  let training: PictureSet
  let reference: PictureSet
  /// The class of each picture that could be compared with, as a name, those of `reference` first; nil where they have
  /// none.
  let referenceClasses: [String]?
  /// What people call the two.
  let trainingName: String
  let referenceName: String

  /// - Parameters:
  ///   - context: has the document's pictures.
  ///   - shape: the pictures that the model makes.
  ///   - most: the most pictures to compare with.
  init(_ context: StageContext, shape: Shape, most: Int) throws {
    guard let pictures = context.pictures else {
      throw PipelineError(.fault, "the stage was given no pictures", stage: context.id)
    }
    let form = PictureForm(shape)
    let dataset = try pictures.dataset(form)
    let all = try PictureSet(dataset)
    let key = RandomKey(seed: context.seed).folded(0x6576_616c_7561_7465)
    trainingName = dataset.name
    let split = dataset.split(validation: pictures.specification.validation, key: RandomKey(seed: context.seed))
    training = Self.shuffled(all.gathering(split.training), key.folded(0))
    let held: PictureSet?
    let classes: [String]?
    if let reference = context.reference {
      let set = try reference.dataset(form)
      (source, referenceName, held, classes) = (.reference, set.name, try PictureSet(set), set.classOfEach)
    } else if !split.validation.isEmpty {
      (source, referenceName) = (.validation, "the part of \(dataset.name) that this document keeps back")
      held = all.gathering(split.validation)
      classes = dataset.classOfEach.map { names in split.validation.map { names[$0] } }
    } else {
      (source, referenceName, held) = (.training, dataset.name, nil)
      classes = dataset.classOfEach.map { names in split.training.map { names[$0] } }
    }
    referenceClasses = classes.map { names in
      let order = key.folded(held == nil ? 0 : 1).permutation(count: names.count)
      return order.map { names[$0] }
    }
    reference = held.map { Self.shuffled($0, key.folded(1)).slice(0..<most) } ?? training.slice(0..<most)
  }

  private static func shuffled(_ set: PictureSet, _ key: RandomKey) -> PictureSet {
    set.gathering(key.permutation(count: set.count))
  }

  /// What the figures follow from, for the manifest.
  static func fingerprint(_ context: StageContext, shape: Shape) throws -> [String: SettingValue] {
    var values: [String: SettingValue] = [:]
    for (key, loader) in [("pictures", context.pictures), ("reference", context.reference)] {
      guard let loader else { continue }
      values[key] = [
        "hash": SettingValue(try loader.dataset(PictureForm(shape)).contentHash.hex),
        "validation": SettingValue(loader.specification.validation),
      ]
    }
    return values
  }
}

extension Dataset {
  /// The name of each picture's class; nil where pictures have none.
  fileprivate var classOfEach: [String]? { labels.map { $0.map { classNames[$0] } } }
}

/// Numbers in words.
enum Counted {
  /// `10,000`.
  static func text(_ count: Int) -> String {
    var result = ""
    for (place, digit) in String(count).reversed().enumerated() {
      if place > 0, place % 3 == 0, digit != "-" { result.append(",") }
      result.append(digit)
    }
    return String(result.reversed())
  }

  /// `1 picture`, `10,000 pictures`.
  static func text(_ count: Int, _ thing: String) -> String { "\(text(count)) \(thing)\(count == 1 ? "" : "s")" }
}

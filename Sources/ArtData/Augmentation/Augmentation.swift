public import ArtSettings
import ArtTensor

/// Small random changes to each image of a batch, so that a model cannot memorize few images: the augmentations
/// that a data set asks for, in the order of the registry.
public struct Augmentation: Sendable {
  public let steps: [any ImageAugmentation]

  public init(_ steps: [any ImageAugmentation]) {
    self.steps = steps
  }

  public static let none = Augmentation([])

  /// Reads the settings of all registered augmentations.
  public init(_ reader: SettingsReader) {
    steps = reader.augmentations.all.compactMap { $0.init(reader) }
  }

  public var isEmpty: Bool { steps.isEmpty }

  /// What batches follow from besides the images: the settings of each augmentation by its id, as its type encodes them.
  ///
  /// - Throws: where a setting cannot be encoded, such as a number that is not finite.
  public var fingerprint: SettingValue {
    get throws {
      var values: SettingValue = [:]
      for step in steps { values[type(of: step).id] = try SettingValue(encoding: step) }
      return values
    }
  }

  /// Changes where one image's pixels are taken from.
  func apply(to transform: inout ImageTransform, key: RandomKey) {
    for step in steps { step.apply(to: &transform, random: type(of: step).stream(of: key)) }
  }

  /// Changes one image's pixels.
  func apply(to image: BatchImage, key: RandomKey) {
    for step in steps { step.apply(to: image, random: type(of: step).stream(of: key)) }
  }
}

extension Augmentation: Equatable {
  public static func == (a: Augmentation, b: Augmentation) -> Bool {
    a.steps.map { AnyHashable($0) } == b.steps.map { AnyHashable($0) }
  }
}

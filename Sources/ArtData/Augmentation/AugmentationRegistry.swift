public import ArtSettings
import ArtTensor

/// The augmentations that documents can name, in the order in which they are applied.
public typealias AugmentationRegistry = Registry<any ImageAugmentation.Type>

extension Registry where Element == any ImageAugmentation.Type {
  /// The augmentations that come with the library.
  public static var builtIn: [any ImageAugmentation.Type] {
    [RandomFlip.self, RandomCrop.self, RandomShift.self, RandomRotation.self]
  }

  private static var noun: RegistryError.Noun { RegistryError.Noun("augmentation", "augmentations") }

  /// The built-in augmentations alone.
  public static var standard: AugmentationRegistry { AugmentationRegistry(checked: builtIn, noun) { $0.id } }

  /// - Parameter types: all that there are: `AugmentationRegistry.builtIn + [MyAugmentation.self]`.
  /// - Throws: `RegistryError` if two augmentations have the same id.
  public init(_ types: [any ImageAugmentation.Type]) throws(RegistryError) {
    try self.init(Self.noun, types) { $0.id }
  }
}

/// Which numbers of an image's stream windows and the built-in augmentations take: they share one, so none may be taken twice.
enum AugmentationNumber: UInt64 {
  case flip = 0
  case cropSize = 1
  case cropLeft = 2
  case cropTop = 3
  case shiftAcross = 4
  case shiftDown = 5
  case rotation = 6
  case windowLeft = 7
  case windowTop = 8
}

extension RandomKey {
  func uniform(_ number: AugmentationNumber) -> Float { uniform(number.rawValue) }
  func int(_ number: AugmentationNumber, below: Int) -> Int { int(number.rawValue, below: below) }
}

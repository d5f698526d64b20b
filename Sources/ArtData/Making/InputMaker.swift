public import ArtMedia
public import ArtSettings
public import ArtTensor

/// A way to make the input of a pair from its target, such as its edges or its grey copy: so one folder of images is
/// enough to learn the way back. A conforming type is a plugin: a value of its settings.
///
/// What follows from the target alone is made once. What is random is made anew each time that a pair is drawn for
/// training, and once, always the same, for validation; such a type says so with ``isRandom``.
///
/// Whatever changes inputs must be a stored property that is encoded: training goes on from a checkpoint only where all
/// makers are the same.
public protocol InputMaker: Hashable, Encodable, Sendable {
  /// The name in documents: the key in a data set's `make`.
  static var id: String { get }
  /// One line for a list of makers.
  static var summary: String { get }
  /// Whether ``change(_:random:)`` does anything.
  static var isRandom: Bool { get }

  /// Reads the settings; where none is written, all have their defaults.
  init(_ settings: SettingsReader)

  /// The input for a target, of the same size, of 1, 3 or 4 channels.
  ///
  /// - Throws: `MediaError` where there is not enough memory.
  func input(of target: PixelImage) throws(MediaError) -> PixelImage

  /// Changes an input at random, after all makers have done their fixed part.
  func change(_ input: InputPixels, random: RandomKey)
}

extension InputMaker {
  public static var isRandom: Bool { false }
  public func input(of target: PixelImage) throws(MediaError) -> PixelImage { target }
  public func change(_ input: InputPixels, random: RandomKey) {}
}

/// The pixels of one input, to be changed in place.
public struct InputPixels {
  /// `[height, width, channels]`, sRGB-encoded. Of four channels red, green and blue are weighed by alpha: none is above it.
  public let bytes: UnsafeMutableBufferPointer<UInt8>
  public let height: Int
  public let width: Int
  /// 1 for grey, 3 for colour, 4 for colour and alpha.
  public let channels: Int
}

/// The makers of inputs that documents can name, in the order in which they are applied.
public typealias InputMakerRegistry = Registry<any InputMaker.Type>

extension Registry where Element == any InputMaker.Type {
  /// The makers that come with the library.
  public static var builtIn: [any InputMaker.Type] {
    [Grey.self, Smaller.self, FewColors.self, Edges.self, Holes.self, Noise.self]
  }

  private static var noun: RegistryError.Noun { RegistryError.Noun("maker of inputs", "makers of inputs") }

  /// The built-in makers alone.
  public static var standard: InputMakerRegistry { InputMakerRegistry(checked: builtIn, noun) { $0.id } }

  /// - Parameter types: all that there are: `InputMakerRegistry.builtIn + [MyMaker.self]`.
  /// - Throws: `RegistryError` if two makers have the same id.
  public init(_ types: [any InputMaker.Type]) throws(RegistryError) {
    try self.init(Self.noun, types) { $0.id }
  }
}

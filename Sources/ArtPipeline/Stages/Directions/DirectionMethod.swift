public import ArtGAN
public import ArtGraph
public import ArtSettings

/// A way to find directions in a model's latent space: one of an open set.
///
/// A method is a type; reading its settings, which stand on the stage itself, is its initialiser.
public protocol DirectionMethod: Sendable {
  /// The name in documents: `principal`.
  static var id: String { get }

  /// Reads and checks the settings; see `SettingsReader` for how one function does both.
  init(_ settings: SettingsReader)

  /// What the directions follow from besides the settings, such as the content of files; nil for nothing.
  var fingerprint: SettingValue? { get }

  /// The memory that finding them takes, in bytes; a rough estimate.
  func bytes(in model: ModelDefinition) -> Double

  /// Finds directions, the strongest first. The stage makes them unit vectors and fixes their signs.
  ///
  /// - Throws: any error; the runner adds which stage it was.
  func directions(_ request: DirectionRequest) throws -> [FoundDirection]
}

extension DirectionMethod {
  public var fingerprint: SettingValue? { nil }

  /// A few square matrices of the latent space.
  public func bytes(in model: ModelDefinition) -> Double {
    let size = Double(model.latent.size)
    return 4 * size * size * 8
  }
}

/// What a method finds directions in.
public struct DirectionRequest: Sendable {
  public let checkpoint: Checkpoint
  /// How many are wanted; there may be fewer.
  public let count: Int
  /// The document's.
  public let seed: UInt64
  public let device: any Device
  public let stop: StopRequest
  /// Tells of something in a file that is probably not as it should be.
  public let warn: @Sendable (_ words: String, _ file: String) -> Void
}

/// A direction that was found.
public struct FoundDirection: Hashable, Sendable {
  /// One number for each dimension of the latent space, of any length above 0.
  public var vector: [Double]
  /// What people are told of it, as the end of a line: `12 % of the change`.
  public var remark: String
  /// Whether the sign means something: towards what is liked. Other directions are turned so that their largest number is
  /// above 0.
  public var isSigned: Bool

  public init(_ vector: [Double], remark: String, isSigned: Bool = false) {
    self.vector = vector
    self.remark = remark
    self.isSigned = isSigned
  }

  /// As a unit vector.
  func direction(named name: String, range: Double) -> LatentDirection {
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let largest = vector.max { abs($0) < abs($1) } ?? 0
    let scale = (!isSigned && largest < 0 ? -1 : 1) / (length > 0 ? length : 1)
    return LatentDirection(name: name, vector: vector.map { Float($0 * scale) }, range: -range...range)
  }
}

/// The methods that documents can name.
public typealias DirectionMethodRegistry = Registry<any DirectionMethod.Type>

extension Registry where Element == any DirectionMethod.Type {
  /// The methods that come with the library.
  public static var builtIn: [any DirectionMethod.Type] {
    [PrincipalDirections.self, ClosedFormDirections.self, ProbeDirections.self]
  }

  private static var noun: RegistryError.Noun {
    RegistryError.Noun("method to find directions", "methods to find directions")
  }

  /// The built-in methods alone.
  public static var standard: DirectionMethodRegistry { DirectionMethodRegistry(checked: builtIn, noun) { $0.id } }

  /// - Parameter methods: all that there are: `DirectionMethodRegistry.builtIn + [MyMethod.self]`.
  /// - Throws: `RegistryError` if two methods have the same id.
  public init(_ methods: [any DirectionMethod.Type]) throws(RegistryError) {
    try self.init(Self.noun, methods) { $0.id }
  }
}

extension SettingsReader {
  /// The methods that the program has registered, or the built-in ones.
  var directionMethods: DirectionMethodRegistry { environment[DirectionMethodRegistry.self] ?? .standard }
}

public import ArtGAN
public import ArtSettings

/// A kind of file of other programs that a model is read from: one of an open set.
///
/// Nothing in a file is run. What is unclear, unknown or damaged in one is an error that names the file, the layer or tensor,
/// what was expected and what was found.
public protocol ImportFormat: Sendable {
  /// The name on the command line: `torch`.
  static var id: String { get }
  /// What it reads, as a part of a sentence: `DCGANs that PyTorch trained`.
  static var purpose: String { get }

  /// Reads a model.
  ///
  /// - Throws: `ImportError`, or an error of the reader below.
  static func read(_ request: ImportRequest) throws -> ImportedModel
}

/// What an import is given.
public struct ImportRequest: Sendable {
  /// The files, as a person typed them, at least one: a generator alone, or a generator and a discriminator in any order.
  public let files: [String]
  /// The name for a model that is none of the registered ones.
  public let id: String
  /// The model whose layers the files' tensors belong to; nil where the files say which layers there are.
  public let model: ModelDefinition?

  public init(files: [String], id: String, model: ModelDefinition? = nil) {
    self.files = files
    self.id = id
    self.model = model
  }
}

/// The formats that models can be imported from.
public typealias ImportFormatRegistry = Registry<any ImportFormat.Type>

extension Registry where Element == any ImportFormat.Type {
  /// The formats that come with the library.
  public static var builtIn: [any ImportFormat.Type] { [TorchImport.self, KerasImport.self] }

  private static var noun: RegistryError.Noun { RegistryError.Noun("import format", "import formats") }

  /// The built-in formats alone.
  public static var standard: ImportFormatRegistry { ImportFormatRegistry(checked: builtIn, noun) { $0.id } }

  /// - Parameter formats: all that there are: `ImportFormatRegistry.builtIn + [MyFormat.self]`.
  /// - Throws: `RegistryError` if two formats have the same id.
  public init(_ formats: [any ImportFormat.Type]) throws(RegistryError) {
    try self.init(Self.noun, formats) { $0.id }
  }
}

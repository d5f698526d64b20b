public import ArtFiles
public import ArtGAN
public import ArtSettings

/// A kind of file that a trained model is exported to: one of an open set.
///
/// A format is a type; reading its settings, which stand on the stage itself, is its initialiser.
public protocol ExportFormat: Sendable {
  /// The name in documents: `onnx`.
  static var id: String { get }
  /// What it is for, as a part of a sentence: `for programs that run ONNX`.
  static var purpose: String { get }
  /// How names of its files end, without the dot.
  static var suffix: String { get }

  /// Reads and checks the settings; see `SettingsReader` for how one function does both.
  init(_ settings: SettingsReader)

  /// Why a model cannot be exported under these settings, with the setting to blame; nil where it can.
  func problem(with model: ModelDefinition) -> (key: String, message: String)?

  /// About how many bytes a model's file has.
  func bytes(of model: ModelDefinition) -> Double

  /// What the file depends on besides the settings and the model, such as the content of a file that a setting names.
  func dependencies() -> [String: SettingValue]

  /// Whether a file that is there, whose name ends as the format's files do, is the format's own. Another is not written over.
  static func isOwn(_ file: borrowing FileReader) -> Bool

  /// Writes the file, which appears only when it is whole.
  ///
  /// - Throws: any error; the runner adds which stage it was.
  func write(_ request: ExportRequest) throws
}

extension ExportFormat {
  public func problem(with model: ModelDefinition) -> (key: String, message: String)? { nil }
  public func dependencies() -> [String: SettingValue] { [:] }
  public static func isOwn(_ file: borrowing FileReader) -> Bool { true }
}

/// What a format is given.
public struct ExportRequest: Sendable {
  /// The model without the state of its training; its generator's weights are the averaged ones where there are some.
  public let checkpoint: Checkpoint
  public let place: FilePlace
  /// What else is kept in the file, by keyword, such as its recipe.
  public let texts: [String: String]
  public let stop: StopRequest
}

/// The formats that documents can name.
public typealias ExportFormatRegistry = Registry<any ExportFormat.Type>

extension Registry where Element == any ExportFormat.Type {
  /// The formats that come with the library.
  public static var builtIn: [any ExportFormat.Type] { [SafetensorsExport.self, ONNXExport.self, KerasExport.self] }

  private static var noun: RegistryError.Noun { RegistryError.Noun("export format", "export formats") }

  /// The built-in formats alone.
  public static var standard: ExportFormatRegistry { ExportFormatRegistry(checked: builtIn, noun) { $0.id } }

  /// - Parameter formats: all that there are: `ExportFormatRegistry.builtIn + [MyFormat.self]`.
  /// - Throws: `RegistryError` if two formats have the same id.
  public init(_ formats: [any ExportFormat.Type]) throws(RegistryError) {
    try self.init(Self.noun, formats) { $0.id }
  }

  /// These formats and more, but for those whose names are taken already.
  public func adding(missing more: [any ExportFormat.Type]) -> ExportFormatRegistry {
    ExportFormatRegistry(checked: all + more.filter { self[$0.id] == nil }, Self.noun) { $0.id }
  }
}

extension SettingsReader {
  /// The formats that the program has registered, or the built-in ones.
  var exportFormats: ExportFormatRegistry { environment[ExportFormatRegistry.self] ?? .standard }
}

public import ArtFiles
import ArtGraph
public import ArtNN
import ArtSettings
import ArtTensor
import Foundation

extension Checkpoint {
  private enum Key {
    static let definition = "artpipe.definition"
    static let state = "artpipe.state"
  }

  /// Version 1 had no hash.
  private static let format = SafetensorsFormat("checkpoint", version: 2, hashedSince: 2)

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - place: the file.
  ///   - components: the layers and losses that the file may name.
  ///   - weightsOnly: leaves the training state out, as ``weightsOnly()`` does: a third of the memory and time.
  /// - Throws: `SafetensorsError` for a file that cannot be read or is damaged, be it a single bit;
  ///   ``CheckpointFileError`` if it is no checkpoint or its tensors do not fit its definition.
  public init(
    readingFrom place: FilePlace, components: ModelComponents = .standard, weightsOnly: Bool = false
  ) throws {
    let file = try SafetensorsReader(place)
    self = try Self.explained(place.path) {
      try Self.format.verify(file)
      let definition = try Self.definition(file, components)
      var tensors: [String: Tensor] = [:]
      let names = weightsOnly ? Array(try definition.weightShapes().keys) : file.names
      for name in names {
        let average = ModelDefinition.emaName(of: name)
        let stored = weightsOnly && file.shape(of: average) != nil ? average : name
        if file.shape(of: stored) != nil { tensors[name] = try file.tensor(stored) }
      }
      return try Checkpoint(
        definition: definition, state: weightsOnly ? nil : Self.state(file), tensors: tensors)
    }
  }

  /// Reads where the training of a file's model stands; `nil` for weights alone. The whole file is checked for damage.
  ///
  /// - Throws: as `init(readingFrom:components:weightsOnly:)`, but nothing about tensors that do not fit.
  public static func state(inFile place: FilePlace) throws -> TrainingState? {
    let file = try SafetensorsReader(place)
    return try explained(place.path) {
      try format.verify(file)
      return try state(file)
    }
  }

  /// Reads what model a file holds, without its weights.
  ///
  /// - Throws: as `init(readingFrom:components:weightsOnly:)`, as far as the file's header tells.
  public static func definition(
    inFile place: FilePlace, components: ModelComponents = .standard
  ) throws -> ModelDefinition {
    let file = try SafetensorsReader(place)
    return try explained(place.path) { try definition(file, components) }
  }

  /// Reads a file whose path a person typed.
  public init(
    readingFrom path: String, components: ModelComponents = .standard, weightsOnly: Bool = false
  ) throws {
    try self.init(readingFrom: .typed(path), components: components, weightsOnly: weightsOnly)
  }

  /// Reads where the training of a file's model stands, for a file whose path a person typed.
  public static func state(inFile path: String) throws -> TrainingState? { try state(inFile: .typed(path)) }

  /// Whether a file is a checkpoint of this program's format, as far as its header tells.
  ///
  /// - Throws: `SafetensorsError` for a file that cannot be reached.
  public static func isCheckpoint(_ path: String) throws -> Bool {
    guard let file = try unlessDamaged({ try SafetensorsReader(path: path) }) else { return false }
    return (try? format.check(file)) != nil
  }

  private static func definition(_ file: SafetensorsReader, _ components: ModelComponents) throws -> ModelDefinition {
    try checkFormat(file)
    guard let text = file.metadata[Key.definition] else { throw CheckpointError.notACheckpoint }
    let definition: ModelDefinition
    do throws(UnreadableField) {
      definition = try UnreadableField.explaining(Data(text.utf8)) {
        try $0.decode(ModelDefinition.self, from: $1, configuration: components)
      }
    } catch {
      throw CheckpointError.definition(error)
    }
    do throws(ModelError) {
      try definition.validate()
    } catch {
      guard case .value(let name, let reason) = error else { throw CheckpointError.noModel(error) }
      throw CheckpointError.definition(UnreadableField(name, reason))
    }
    return definition
  }

  private static func state(_ file: SafetensorsReader) throws -> TrainingState? {
    try checkFormat(file)
    guard let text = file.metadata[Key.state] else { return nil }
    do throws(UnreadableField) {
      let state = try UnreadableField.explaining(Data(text.utf8)) { try $0.decode(TrainingState.self, from: $1) }
      try state.validate()
      return state
    } catch {
      throw CheckpointError.state(error)
    }
  }

  private static func checkFormat(_ file: SafetensorsReader) throws {
    do throws(SafetensorsFormat.Mismatch) {
      try format.check(file)
    } catch {
      switch error {
      case .newer(let format): throw CheckpointError.newerFormat(format)
      case .otherKind(let other):
        throw other?.hasPrefix("features ") == true ? CheckpointError.featureNetwork : .notACheckpoint
      }
    }
  }

  /// Adds the file's name to errors.
  private static func explained<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as CheckpointError {
      throw CheckpointFileError(file: path, error: error)
    } catch let error as ModelError {
      throw CheckpointFileError(file: path, error: .noModel(error))
    }
  }

  /// Writes a file. It appears only when it is whole, and the same checkpoint always gives the same bytes.
  ///
  /// - Parameters:
  ///   - place: the file; one that is there already is replaced.
  ///   - weightFormat: of weights alone; a checkpoint with a state is written in full.
  ///   - texts: what else is kept in the file, by keyword, such as the recipe that it was made with.
  /// - Throws: `SafetensorsError` if the file cannot be written.
  public func write(
    to place: FilePlace, weightFormat: WeightFormat = .float32, texts: [String: String] = [:]
  ) throws {
    let metadata = try texts.merging(Self.metadata(definition, state)) { $1 }
    let contents = tensors.mapValues { (state == nil ? weightFormat : .float32).content($0) }
    try SafetensorsWriter.write(contents, metadata: metadata, to: place)
  }

  /// Writes a file whose path a person typed, as ``write(to:weightFormat:texts:)`` does.
  public func write(toFile path: String) throws { try write(to: .typed(path)) }

  /// Writes the checkpoint of a training whose numbers are where they are: no second copy of them is made.
  static func write(
    _ definition: ModelDefinition, _ state: TrainingState, _ variables: VariableStore, to place: FilePlace
  ) throws {
    var shapes: [String: Shape] = [:]
    for name in variables.names { shapes[name] = variables.shape(of: name) }
    try SafetensorsWriter.write(shapes, metadata: metadata(definition, state), to: place) {
      variables[$0] ?? Tensor.zeros(shapes[$0] ?? .scalar)
    }
  }

  private static func metadata(_ definition: ModelDefinition, _ state: TrainingState?) throws -> [String: String] {
    var metadata = [Key.definition: try encode(definition)]
    if let state { metadata[Key.state] = try encode(state) }
    return format.metadata(metadata)
  }

  /// JSON in one spelling: sorted keys.
  private static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

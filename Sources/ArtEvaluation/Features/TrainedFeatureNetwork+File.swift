public import ArtFiles
public import ArtNN
public import ArtSettings
import ArtTensor
import Foundation

extension TrainedFeatureNetwork {
  private enum Key {
    static let definition = "artpipe.features"
  }

  /// Version 1 had no hash; other programs may write it.
  private static let format = SafetensorsFormat("features", version: 2, hashedSince: 2)

  /// Reads a safetensors file.
  ///
  /// - Parameters:
  ///   - place: the file.
  ///   - layers: the layers that the file may name.
  /// - Throws: `SafetensorsError` for a file that cannot be read or is damaged, ``FeatureNetworkFileError`` if it is no
  ///   feature network or its tensors do not fit.
  public init(readingFrom place: FilePlace, layers: LayerRegistry = .standard) throws {
    let file = try SafetensorsReader(place)
    try Self.format.verify(file)
    let tensors = Dictionary(uniqueKeysWithValues: try file.names.map { ($0, try file.tensor($0)) })
    do throws(FeatureNetworkError) {
      do throws(SafetensorsFormat.Mismatch) {
        try Self.format.check(file)
      } catch {
        switch error {
        case .newer(let format): throw .newerFormat(format)
        case .otherKind: throw .notAFeatureNetwork
        }
      }
      guard let text = file.metadata[Key.definition] else { throw .notAFeatureNetwork }
      let definition: FeatureNetwork
      do throws(UnreadableField) {
        definition = try UnreadableField.explaining(Data(text.utf8)) {
          try $0.decode(FeatureNetwork.self, from: $1, configuration: layers)
        }
      } catch {
        throw .definition(error.words(of: "definition"))
      }
      try self.init(definition: definition, tensors: tensors)
    } catch {
      throw FeatureNetworkFileError(file: place.path, error: error)
    }
  }

  /// Reads a safetensors file whose path a person typed.
  public init(readingFrom path: String, layers: LayerRegistry = .standard) throws {
    try self.init(readingFrom: .typed(path), layers: layers)
  }

  /// Writes a safetensors file. It appears only when it is whole, and the same network always gives the same bytes.
  ///
  /// - Throws: `SafetensorsError` if the file cannot be written.
  public func write(to place: FilePlace, weightFormat: WeightFormat = .float32) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(definition), as: UTF8.self)
    try SafetensorsWriter.write(
      tensors.mapValues(weightFormat.content), metadata: Self.format.metadata([Key.definition: text]), to: place)
  }
}

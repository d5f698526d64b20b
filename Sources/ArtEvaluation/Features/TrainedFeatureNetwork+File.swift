public import ArtFiles
public import ArtNN
import ArtTensor
import Foundation

extension TrainedFeatureNetwork {
  private enum Key {
    static let format = "artpipe.format"
    static let definition = "artpipe.features"
  }

  private static let format = "features 1"

  /// Reads a safetensors file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - layers: the layers that the file may name.
  /// - Throws: `SafetensorsError` for a file that cannot be read or is damaged, ``FeatureNetworkFileError`` if it is no
  ///   feature network or its tensors do not fit.
  public init(readingFrom path: String, layers: LayerRegistry = .standard) throws {
    let file = try Safetensors(path: path)
    do throws(FeatureNetworkError) {
      guard let format = file.metadata[Key.format], format.hasPrefix("features ") else { throw .notAFeatureNetwork }
      guard format == Self.format else { throw .newerFormat(format) }
      guard let text = file.metadata[Key.definition] else { throw .notAFeatureNetwork }
      let definition: FeatureNetwork
      do {
        definition = try JSONDecoder().decode(
          FeatureNetwork.self, from: Data(text.utf8), configuration: layers)
      } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
        throw .definition("its '\(Key.definition)' cannot be read: \(context.debugDescription)")
      } catch {
        throw .definition("its '\(Key.definition)' cannot be read")
      }
      try self.init(definition: definition, tensors: file.tensors)
    } catch {
      throw FeatureNetworkFileError(file: path, error: error)
    }
  }

  /// Writes a safetensors file. It appears only when it is whole, and the same network always gives the same bytes.
  ///
  /// - Throws: `SafetensorsError` if the file cannot be written.
  public func write(to place: FilePlace, weightFormat: WeightFormat = .float32) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(definition), as: UTF8.self)
    try SafetensorsWriter.write(
      tensors.mapValues(weightFormat.content), metadata: [Key.format: Self.format, Key.definition: text], to: place)
  }
}

import ArtNN
import ArtTensor
import Foundation

extension TrainedFeatureNetwork {
  private enum Key {
    static let format = "artpipe.format"
    static let definition = "artpipe.features"
  }

  private static let format = "features 1"

  /// How exactly weights are written.
  public enum Precision: String, CaseIterable, Hashable, Sendable {
    case float32
    /// Half the size.
    case float16
  }

  /// Reads a safetensors file.
  ///
  /// - Throws: `SafetensorsError` for a file that cannot be read or is damaged, ``FeatureNetworkFileError`` if it is no
  ///   feature network or its tensors do not fit.
  public init(readingFrom path: String) throws {
    let file = try Safetensors(path: path)
    do throws(FeatureNetworkError) {
      guard let format = file.metadata[Key.format], format.hasPrefix("features ") else { throw .notAFeatureNetwork }
      guard format == Self.format else { throw .newerFormat(format) }
      guard let text = file.metadata[Key.definition] else { throw .notAFeatureNetwork }
      let definition: FeatureNetwork
      do {
        definition = try JSONDecoder().decode(FeatureNetwork.self, from: Data(text.utf8))
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
  public func write(to path: String, precision: Precision = .float32) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(definition), as: UTF8.self)
    let contents = tensors.mapValues { tensor in
      precision == .float16 ? SafetensorsWriter.Content.float16(tensor) : .float32(tensor)
    }
    try SafetensorsWriter.write(contents, metadata: [Key.format: Self.format, Key.definition: text], to: path)
  }
}

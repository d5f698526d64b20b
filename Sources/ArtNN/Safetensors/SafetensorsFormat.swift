/// A kind of safetensors file that this program writes, and the version of its form: `checkpoint 2`.
///
/// A file names its format in the metadata. Files of the present versions carry a hash of their content.
public struct SafetensorsFormat: Hashable, Sendable {
  public let kind: String
  /// The version that is written; older ones are read.
  public let version: Int
  /// The first version whose files carry a hash.
  public let hashedSince: Int

  /// The name in the metadata.
  public static let key = "artpipe.format"

  public init(_ kind: String, version: Int, hashedSince: Int) {
    self.kind = kind
    self.version = version
    self.hashedSince = hashedSince
  }

  /// Why a file is not of a format that can be read.
  public enum Mismatch: Error, Hashable, Sendable {
    /// The file is of another kind, with its format; nil where it names none.
    case otherKind(String?)
    /// A newer program wrote it, in this format.
    case newer(String)
  }

  /// Metadata of a file of this format.
  public func metadata(_ others: [String: String]) -> [String: String] {
    others.merging([Self.key: "\(kind) \(version)", SafetensorsHash.key: ""]) { _, own in own }
  }

  /// Checks that a file is of this format, by its header.
  ///
  /// - Returns: the version.
  @discardableResult
  public func check(_ file: SafetensorsReader) throws(Mismatch) -> Int {
    let format = file.metadata[Self.key]
    guard let format, format.hasPrefix("\(kind) ") else { throw .otherKind(format) }
    let found = Int(format.dropFirst(kind.count + 1))
    guard let found, (1...version).contains(found) else { throw .newer(format) }
    return found
  }

  /// Checks all bytes of a file of this format.
  ///
  /// - Throws: `SafetensorsError` of code `damaged` where they are not what was written.
  public func verify(_ file: SafetensorsReader) throws(SafetensorsError) {
    let isHashed = try file.verify()
    guard isHashed || (try? check(file)) ?? 0 < hashedSince else {
      throw SafetensorsError(.damaged, file: file.path, "is damaged: the hash of its content is missing; use a copy")
    }
  }
}

public import ArtFiles
public import ArtTensor

/// The whole content of a safetensors file in memory: named tensors and free text.
public struct Safetensors: Hashable, Sendable {
  public var tensors: [String: Tensor]
  public var metadata: [String: String]

  public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Reads a file; every tensor becomes float32, whatever its stored type.
  ///
  /// - Throws: `SafetensorsError`, also for every kind of damage; where the file carries a hash, for any changed bit.
  public init(_ place: FilePlace) throws(SafetensorsError) {
    let reader = try SafetensorsReader(place)
    _ = try reader.verify()
    metadata = reader.metadata
    tensors = [:]
    for name in reader.names { tensors[name] = try reader.tensor(name) }
  }

  /// Reads a file whose path a person typed.
  public init(path: String) throws(SafetensorsError) { try self.init(.typed(path)) }

  /// Writes all tensors as `F32`. The same content always gives the same bytes, and the file appears only when it is
  /// whole: it is written under a temporary name, synced and renamed.
  ///
  /// - Throws: `SafetensorsError` of code `unwritable`.
  public func write(to place: FilePlace) throws(SafetensorsError) {
    try SafetensorsWriter.write(tensors, metadata: metadata, to: place)
  }
}

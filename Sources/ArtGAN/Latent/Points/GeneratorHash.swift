public import ArtFiles
import ArtNN
public import ArtTensor

extension Checkpoint {
  /// The hash of the numbers that images come from, by which a points file knows its model.
  ///
  /// It is SHA-256 over the generator's parameters in the order of their names, averaged ones where the recipe keeps an
  /// average: for each the text `NAME\nSIDES\n` (`SIDES` as `64,3136`) and its numbers as little-endian float32. So it
  /// is the same for a checkpoint and for exported weights of full precision.
  ///
  /// - Throws: `LayerError` if the generator cannot be built.
  public func generatorHash() throws -> ContentHash {
    var hasher = SHA256()
    for (name, tensor) in try generatorTensors() {
      let sides = tensor.shape.dimensions.map(String.init).joined(separator: ",")
      hasher.update(Array("\(name)\n\(sides)\n".utf8))
      hasher.update(
        tensor.scalars.flatMap { number in withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) } })
    }
    return hasher.finish()
  }

  /// The parameters that images come from, those of a way back too, in the order of their names.
  ///
  /// - Throws: `LayerError` if the generator cannot be built.
  public func generatorTensors() throws -> [(name: String, tensor: Tensor)] {
    try [definition.generator, definition.translation?.backward?.generator].compactMap(\.self)
      .flatMap { try $0.parameters() }.map(\.name)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .compactMap { name in
        (tensors[ModelDefinition.emaName(of: name)] ?? tensors[name]).map { (name, $0) }
      }
  }
}

public import ArtGraph
public import ArtTensor

extension Network {
  /// Gives every parameter its first values. Each has a sub-key of its own, made of its name, so a layer's values do
  /// not depend on which other layers there are.
  ///
  /// - Throws: ``LayerError`` that names the first layer whose settings or input are impossible.
  public func initialize(_ store: VariableStore, key: RandomKey) throws(LayerError) {
    for spec in try parameters() { store[spec.name] = spec.initialTensor(key: key) }
  }
}

extension ParameterSpec {
  /// The parameter's first values, from a sub-key made of its name.
  public func initialTensor(key: RandomKey) -> Tensor {
    initializer.tensor(
      shape: shape,
      key: key.folded(
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
          // FNV-1a, 64 bits: spreads names well and is the same everywhere, which Swift's own hashes are not.
          (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }))
  }
}

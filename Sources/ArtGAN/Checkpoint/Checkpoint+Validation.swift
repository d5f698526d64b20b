import ArtTensor

extension Checkpoint {
  /// Checks that the tensors are exactly those of the definition, each in its shape and made of finite numbers.
  func validate() throws {
    let expected = try state == nil ? definition.weightShapes() : definition.trainingShapes()
    for (name, shape) in expected.sorted(by: { $0.key < $1.key }) {
      guard let tensor = tensors[name] else { throw CheckpointError.missingTensor(name) }
      guard tensor.shape == shape else {
        throw CheckpointError.wrongShape(name, found: tensor.shape, expected: shape)
      }
      guard tensor.isFinite else { throw CheckpointError.notFinite(name) }
    }
    if let extra = tensors.keys.filter({ expected[$0] == nil }).min() {
      throw CheckpointError.unexpectedTensor(extra)
    }
  }
}

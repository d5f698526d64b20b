import ArtTensor

/// One variable of a ``VariableStore``. Whoever writes its numbers says so, and whoever made something of them sees that
/// it must be made again.
final class VariableCell {
  let shape: Shape
  let storage: AlignedStorage

  /// Grows whenever the numbers change.
  private(set) var version = 0

  init(shape: Shape) {
    self.shape = shape
    storage = AlignedStorage(count: shape.count)
  }

  func noteChange() { version += 1 }
}

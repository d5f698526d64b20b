package import ArtTensor

/// The memory of one variable on a device. A reference: executors hold it, and read and write it in place.
public protocol VariableStorage: AnyObject {
  var count: Int { get }

  /// Lets the caller read the numbers.
  func withScalars<Result>(_ body: (UnsafeBufferPointer<Float>) -> Result) -> Result

  /// Replaces the numbers.
  ///
  /// - Precondition: there are ``count`` of them.
  func write(_ scalars: [Float])
}

/// One variable of a ``VariableStore``. Whoever writes its numbers says so, and whoever made something of them sees that
/// it must be made again.
package final class VariableCell {
  package let shape: Shape
  package let storage: any VariableStorage

  /// Grows whenever the numbers change.
  package private(set) var version = 0

  init(shape: Shape, storage: any VariableStorage) {
    self.shape = shape
    self.storage = storage
  }

  package func noteChange() { version += 1 }
}

public import ArtTensor

/// The numbers that live from run to run, by name: parameters, moving averages, optimiser state. Executors read and
/// write them in place, so that several programs can share one set.
public final class VariableStore {
  private var entries: [String: (shape: Shape, storage: AlignedStorage)] = [:]

  public init() {}

  /// The names in alphabetical order.
  public var names: [String] { entries.keys.sorted() }

  public func shape(of name: String) -> Shape? { entries[name]?.shape }

  /// A copy of a variable's numbers; setting it writes them, or makes the variable.
  ///
  /// - Precondition: a variable that exists keeps its shape.
  public subscript(name: String) -> Tensor? {
    get {
      entries[name].map { Tensor(shape: $0.shape, scalars: Array($0.storage.buffer)) }
    }
    set {
      guard let newValue else {
        entries[name] = nil
        return
      }
      let storage = storage(name, shape: newValue.shape)
      _ = storage.buffer.update(from: newValue.scalars)
    }
  }

  /// The block that holds a variable, made and zero at first if there was none.
  ///
  /// - Precondition: a variable that exists keeps its shape.
  func storage(_ name: String, shape: Shape) -> AlignedStorage {
    if let entry = entries[name] {
      precondition(entry.shape == shape, "the variable '\(name)' has shape \(entry.shape), not \(shape)")
      return entry.storage
    }
    let storage = AlignedStorage(count: shape.count)
    entries[name] = (shape, storage)
    return storage
  }
}

public import ArtTensor

/// The numbers that live from run to run, by name: parameters, moving averages, optimiser state. Executors read and
/// write them in place, so that several programs can share one set.
public final class VariableStore {
  private var cells: [String: VariableCell] = [:]

  public init() {}

  /// The names in alphabetical order.
  public var names: [String] { cells.keys.sorted() }

  public func shape(of name: String) -> Shape? { cells[name]?.shape }

  /// A copy of a variable's numbers; setting it writes them, or makes the variable.
  ///
  /// - Precondition: a variable that exists keeps its shape.
  public subscript(name: String) -> Tensor? {
    get {
      cells[name].map { Tensor(shape: $0.shape, scalars: Array($0.storage.buffer)) }
    }
    set {
      guard let newValue else {
        cells[name] = nil
        return
      }
      let cell = cell(name, shape: newValue.shape)
      _ = cell.storage.buffer.update(from: newValue.scalars)
      cell.noteChange()
    }
  }

  /// Whether no number of a variable is infinite or NaN.
  public func isFinite(_ name: String) -> Bool {
    cells[name].map { UnsafeBufferPointer($0.storage.buffer).allAreFinite } ?? true
  }

  /// The cell of a variable, made and zero at first if there was none.
  ///
  /// - Precondition: a variable that exists keeps its shape.
  func cell(_ name: String, shape: Shape) -> VariableCell {
    if let cell = cells[name] {
      precondition(cell.shape == shape, "the variable '\(name)' has shape \(cell.shape), not \(shape)")
      return cell
    }
    let cell = VariableCell(shape: shape)
    cells[name] = cell
    return cell
  }
}

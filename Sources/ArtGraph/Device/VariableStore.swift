public import ArtTensor

/// The numbers that live from run to run, by name: parameters, moving averages, optimiser state. They lie in the memory
/// of one device, whose executors read and write them in place, so that several programs can share one set.
///
/// A store is made by a device: ``Device/makeVariables()``.
public final class VariableStore {
  /// The name of the device whose memory it uses.
  public let device: String

  private let makeStorage: (_ count: Int) -> any VariableStorage
  private var cells: [String: VariableCell] = [:]

  init(device: String, makeStorage: @escaping (_ count: Int) -> any VariableStorage) {
    self.device = device
    self.makeStorage = makeStorage
  }

  /// The names in alphabetical order.
  public var names: [String] { cells.keys.sorted() }

  public func shape(of name: String) -> Shape? { cells[name]?.shape }

  /// A copy of a variable's numbers; setting it writes them, or makes the variable.
  ///
  /// - Precondition: a variable that exists keeps its shape.
  public subscript(name: String) -> Tensor? {
    get {
      cells[name].map { Tensor(shape: $0.shape, scalars: $0.storage.withScalars { Array($0) }) }
    }
    set {
      guard let newValue else {
        cells[name] = nil
        return
      }
      let cell = cell(name, shape: newValue.shape)
      cell.storage.write(newValue.scalars)
      cell.noteChange()
    }
  }

  /// Whether no number of a variable is infinite or NaN.
  public func isFinite(_ name: String) -> Bool {
    cells[name].map { $0.storage.withScalars { $0.allAreFinite } } ?? true
  }

  /// The cell of a variable, made and zero at first if there was none.
  ///
  /// - Precondition: a variable that exists keeps its shape.
  package func cell(_ name: String, shape: Shape) -> VariableCell {
    if let cell = cells[name] {
      precondition(cell.shape == shape, "the variable '\(name)' has shape \(cell.shape), not \(shape)")
      return cell
    }
    let cell = VariableCell(shape: shape, storage: makeStorage(shape.count))
    cells[name] = cell
    return cell
  }
}

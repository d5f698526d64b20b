/// How many parameters a network has.
public struct ParameterCount: Hashable, Sendable {
  /// Those that an optimiser changes.
  public var trainable: Int
  /// Moving statistics.
  public var nonTrainable: Int

  public var total: Int { trainable + nonTrainable }

  init(_ specs: [ParameterSpec]) {
    trainable = specs.filter(\.isTrainable).reduce(0) { $0 + $1.count }
    nonTrainable = specs.filter { !$0.isTrainable }.reduce(0) { $0 + $1.count }
  }
}

extension Network {
  /// - Throws: ``LayerError`` that names the first layer whose settings or input are impossible.
  public func parameterCount() throws(LayerError) -> ParameterCount {
    ParameterCount(try parameters())
  }
}

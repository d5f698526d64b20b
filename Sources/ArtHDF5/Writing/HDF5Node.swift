/// A group or a dataset to be written.
public struct HDF5Node: Sendable {
  enum Content: Sendable {
    case group([String: HDF5Node])
    case dataset([Int], @Sendable () throws -> [Float])
  }

  var content: Content
  var attributes: [(name: String, text: String)]

  /// A group.
  ///
  /// - Parameters:
  ///   - members: what is in it, by name.
  ///   - attributes: texts by name.
  public static func group(
    _ members: [String: HDF5Node], attributes: [(name: String, text: String)] = []
  ) -> HDF5Node {
    HDF5Node(content: .group(members), attributes: attributes)
  }

  /// An array of float32 numbers.
  ///
  /// - Parameters:
  ///   - dimensions: its sides.
  ///   - numbers: makes as many numbers as the sides ask for, row-major, when they are written.
  public static func dataset(_ dimensions: [Int], _ numbers: @escaping @Sendable () throws -> [Float]) -> HDF5Node {
    HDF5Node(content: .dataset(dimensions, numbers), attributes: [])
  }

  /// The most members that a group in it has.
  var widest: Int {
    guard case .group(let members) = content else { return 0 }
    return members.values.reduce(members.count) { max($0, $1.widest) }
  }
}

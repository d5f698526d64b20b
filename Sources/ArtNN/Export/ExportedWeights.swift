public import ArtTensor

/// Numbers of an exported model with their sides. They are made when the file is written, one array after the other: a
/// model's own weights stay where they are, and are held once.
public struct ExportedWeights: Sendable {
  public let dimensions: [Int]
  /// Makes the numbers, row-major; as many as the sides ask for.
  public let numbers: @Sendable () -> [Float]

  public init(dimensions: [Int], numbers: @escaping @Sendable () -> [Float]) {
    self.dimensions = dimensions
    self.numbers = numbers
  }

  public init(_ tensor: Tensor) {
    self.init(dimensions: tensor.shape.dimensions) { tensor.scalars }
  }

  public var count: Int { dimensions.reduce(1, *) }

  /// The same numbers under other sides.
  public func reshaped(to dimensions: [Int]) -> ExportedWeights {
    ExportedWeights(dimensions: dimensions, numbers: numbers)
  }

  /// The axes in another order: axis i of the result is axis `axes[i]` of these.
  public func transposed(_ axes: [Int]) -> ExportedWeights {
    let sides = axes.map { dimensions[$0] }
    var strides = [Int](repeating: 1, count: dimensions.count)
    for axis in strides.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * dimensions[axis + 1] }
    let steps = axes.map { strides[$0] }
    return ExportedWeights(dimensions: sides) { [numbers] in Self.gathered(numbers(), sides, steps) }
  }

  /// Numbers made of these.
  package func mapped(_ change: @escaping @Sendable ([Float]) -> [Float]) -> ExportedWeights {
    ExportedWeights(dimensions: dimensions) { [numbers] in change(numbers()) }
  }

  /// The numbers at the places of an index space that has these sides, and these steps in memory.
  private static func gathered(_ numbers: [Float], _ sides: [Int], _ steps: [Int]) -> [Float] {
    // A layer's wrong count is told where the file is written.
    guard let lastSide = sides.last, let lastStep = steps.last, numbers.count == sides.reduce(1, *)
    else { return numbers }
    var place = [Int](repeating: 0, count: sides.count)
    var start = 0
    var result: [Float] = []
    result.reserveCapacity(numbers.count)
    while result.count < numbers.count {
      for index in 0..<lastSide { result.append(numbers[start + index * lastStep]) }
      // The next row: the last of the other axes goes on, and where it ends the one before.
      for axis in sides.indices.dropLast().reversed() {
        place[axis] += 1
        start += steps[axis]
        if place[axis] < sides[axis] { break }
        start -= place[axis] * steps[axis]
        place[axis] = 0
      }
    }
    return result
  }
}

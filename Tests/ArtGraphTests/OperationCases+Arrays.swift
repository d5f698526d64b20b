import ArtGraph
import ArtTensor

extension OperationCase {
  /// Operations that move numbers.
  static let moves: [OperationCase] = [
    OperationCase("reshape", [[2, 6]]) { $0[0].reshaped(to: [3, 2, 2]) },
    OperationCase("reshape to scalar", [[1, 1]]) { $0[0].reshaped(to: []) },
    OperationCase("transpose matrix", [[3, 5]]) { $0[0].transposed([1, 0]) },
    OperationCase("transpose images", [[2, 3, 4, 5]]) { $0[0].transposed([0, 3, 1, 2]) },
    OperationCase("transpose cycle", [[2, 3, 4]]) { $0[0].transposed([1, 2, 0]) },
    OperationCase("broadcast row", [[4]]) { $0[0].broadcast(to: [3, 4]) },
    OperationCase("broadcast column", [[3, 1]]) { $0[0].broadcast(to: [2, 3, 4]) },
    OperationCase("broadcast scalar", [[]]) { $0[0].broadcast(to: [2, 3]) },
    OperationCase("slice", [[4, 5]]) { $0[0].sliced(starts: [1, 2], sizes: [2, 3]) },
    OperationCase("slice images", [[2, 4, 5, 3]]) { $0[0].sliced(starts: [0, 1, 2, 1], sizes: [2, 3, 2, 1]) },
    OperationCase("pad", [[2, 3]]) { $0[0].padded(before: [1, 0], after: [2, 3]) },
    OperationCase("pad images", [[2, 2, 3, 2]]) { $0[0].padded(before: [0, 1, 2, 0], after: [0, 2, 1, 1]) },
    OperationCase("concatenate rows", [[2, 3], [1, 3], [3, 3]]) { Value.concatenated($0, axis: 0) },
    OperationCase("concatenate channels", [[2, 2, 2, 1], [2, 2, 2, 3]]) { Value.concatenated($0, axis: 3) },
    OperationCase("concatenate middle", [[2, 2, 3], [2, 1, 3]]) { Value.concatenated($0, axis: 1) },
    OperationCase("concatenate with itself", [[2, 3]]) { Value.concatenated([$0[0], $0[0]], axis: 1) },
    OperationCase("shift", [[5, 4, 3, 2], .whole(5, 2)]) { $0[0].shifted(by: $0[1]) },
    OperationCase("shift out of sight", [[4, 3, 2, 1], .from(-8, to: 8, 4, 2)], differentiable: false) {
      $0[0].shifted(by: $0[1])
    },
    OperationCase("gather", [[7, 3], .rows(from: 0, to: 6, 11)]) { $0[0].gathered(at: $0[1]) },
    OperationCase("gather no rows", [[3, 2], .rows(from: -4, to: 8, 9)]) { $0[0].gathered(at: $0[1]) },
    OperationCase("gather many", [[300, 70], .rows(from: 0, to: 299, 500)], differentiable: false) {
      $0[0].gathered(at: $0[1])
    },
    OperationCase("scatter", [[11, 3], .rows(from: 0, to: 6, 11)]) { $0[0].scattered(to: $0[1], rows: 7) },
    OperationCase("scatter to no rows", [[9, 2], .rows(from: -4, to: 8, 9)]) { $0[0].scattered(to: $0[1], rows: 3) },
    OperationCase("scatter many", [[500, 70], .rows(from: 0, to: 299, 500)], differentiable: false) {
      $0[0].scattered(to: $0[1], rows: 300)
    },
    OperationCase("one-hot", [Operand(shape: [9], low: -1, high: 5, whole: true)], differentiable: false) {
      $0[0].oneHot(depth: 4)
    },
  ]

  /// Reductions and products.
  static let sums: [OperationCase] =
    [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2], []].flatMap { axes in
      [
        OperationCase("sum over \(axes)", [[2, 3, 4]]) { $0[0].sum(axes: axes) },
        OperationCase("mean over \(axes)", [[2, 3, 4]]) { $0[0].mean(axes: axes, keepingDimensions: true) },
        OperationCase("max over \(axes)", [[2, 3, 4]]) { $0[0].max(axes: axes) },
      ]
    } + [
      OperationCase("sum of images per channel", [[2, 3, 3, 5]]) { $0[0].sum(axes: [0, 1, 2]) },
      OperationCase("sum of all", [[3, 4]]) { $0[0].sum() },
      OperationCase("mean of all", [[3, 4]]) { $0[0].mean() },
      OperationCase("max of all", [[3, 4]]) { $0[0].max() },
      OperationCase("max with ties", [.whole(4, 9)], differentiable: false) { $0[0].max(axes: [1]) },
      OperationCase("sum over axes of extent 1", [[2, 1, 3, 1]]) { $0[0].sum(axes: [1, 3]) },
    ]
    + [(false, false), (false, true), (true, false), (true, true)].map { left, right in
      OperationCase(
        "matmul\(left ? " left transposed" : "")\(right ? " right transposed" : "")",
        [left ? [4, 3] : [3, 4], right ? [5, 4] : [4, 5]]
      ) { $0[0].matmul($0[1], transposingLeft: left, transposingRight: right) }
    } + [
      OperationCase("matmul to one column", [[6, 4], [4, 1]]) { $0[0].matmul($0[1]) },
      OperationCase("matmul with itself", [[4, 4]]) { $0[0].matmul($0[0], transposingRight: true) },
    ]
}

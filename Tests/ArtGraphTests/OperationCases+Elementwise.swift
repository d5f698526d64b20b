import ArtGraph
import ArtTensor

extension OperationCase {
  /// Functions of one operand.
  static let elementwise: [OperationCase] = [
    OperationCase("exp", [[3, 5]]) { $0[0].exp() },
    OperationCase("log", [.from(0.1, to: 4, 3, 5)]) { $0[0].log() },
    OperationCase("tanh", [[3, 5]]) { $0[0].tanh() },
    OperationCase("tanh far out", [.from(-20, to: 20, 40)]) { $0[0].tanh() },
    OperationCase("sigmoid", [[3, 5]]) { $0[0].sigmoid() },
    OperationCase("sigmoid far out", [.from(-90, to: 90, 40)]) { $0[0].sigmoid() },
    OperationCase("softplus", [[3, 5]]) { $0[0].softplus() },
    OperationCase("softplus far out", [.from(-90, to: 90, 40)]) { $0[0].softplus() },
    OperationCase("relu", [.awayFromZero(4, 6)]) { $0[0].relu() },
    OperationCase("leakyReLU", [.awayFromZero(4, 6)]) { $0[0].leakyReLU(slope: 0.3) },
    OperationCase("leakyReLU on images", [.awayFromZero(2, 3, 3, 4)]) { $0[0].leakyReLU(slope: 0.2) },
    OperationCase("leakyReLU at zero", [.whole(30)], differentiable: false) { $0[0].leakyReLU(slope: 0.3) },
    OperationCase("sqrt", [.from(0.1, to: 4, 3, 5)]) { $0[0].sqrt() },
    OperationCase("rsqrt", [.from(0.1, to: 4, 3, 5)]) { $0[0].rsqrt() },
    OperationCase("reciprocal", [.awayFromZero(3, 5)]) { $0[0].reciprocal() },
    OperationCase("abs", [.awayFromZero(3, 5)]) { $0[0].abs() },
    OperationCase("square", [[3, 5]]) { $0[0].square() },
    OperationCase("sign", [.awayFromZero(3, 5)]) { $0[0].sign() },
    OperationCase("sign at zero", [.whole(30)], differentiable: false) { $0[0].sign() },
    OperationCase("sine", [[3, 5]]) { $0[0].sine() },
    OperationCase("sine of several turns", [.from(-20, to: 20, 40)]) { $0[0].sine() },
    OperationCase("power 3", [[3, 5]]) { $0[0].applying(Elementwise(.power(3))) },
    OperationCase("power -1.5", [.from(0.2, to: 3, 3, 5)]) { $0[0].applying(Elementwise(.power(-1.5))) },
    OperationCase("add number", [[3, 5]]) { $0[0] + 1.5 },
    OperationCase("number minus", [[3, 5]]) { 1.5 - $0[0] },
    OperationCase("multiply number", [[3, 5]]) { $0[0] * -0.75 },
    OperationCase("divide by number", [[3, 5]]) { $0[0] / 3 },
    OperationCase("number divided", [.awayFromZero(3, 5)]) { 2 / $0[0] },
    OperationCase("negate", [[3, 5]]) { -$0[0] },
    OperationCase("scalar", [[]]) { $0[0].tanh() },
    OperationCase("one step of a chain", [[7, 33]]) { (($0[0] * 0.5 + 0.1).tanh().square() + 0.5).log() },
  ]

  /// Functions of two and three operands, with every kind of broadcasting.
  static let arithmetic: [OperationCase] =
    [
      ("same", [2, 3, 4], [2, 3, 4]), ("scalar", [2, 3], []), ("scalar first", [], [2, 3]),
      ("channels", [2, 2, 3, 4], [4]), ("channels first", [4], [2, 2, 3, 4]), ("column", [3, 4], [3, 1]),
      ("outer", [3, 1], [1, 4]), ("images", [2, 1, 3, 1], [1, 2, 1, 4]), ("one of each rank", [1], [2, 3]),
      ("middle", [2, 3, 4], [2, 1, 4]),
    ].flatMap { (kind, a, b) -> [OperationCase] in
      let operands = [Operand(shape: .init(a)), Operand(shape: .init(b))]
      let divisor = [Operand(shape: .init(a)), Operand(shape: .init(b), gap: 0.3)]
      return [
        OperationCase("add \(kind)", operands) { $0[0] + $0[1] },
        OperationCase("subtract \(kind)", operands) { $0[0] - $0[1] },
        OperationCase("multiply \(kind)", operands) { $0[0] * $0[1] },
        OperationCase("divide \(kind)", divisor) { $0[0] / $0[1] },
        OperationCase("maximum \(kind)", operands) { $0[0].maximum($0[1]) },
        OperationCase("minimum \(kind)", operands) { $0[0].minimum($0[1]) },
      ]
    } + [
      OperationCase("both operands the same", [[3, 4]]) { $0[0] * $0[0] + $0[0] },
      OperationCase("select", [.awayFromZero(3, 4), [3, 4], [3, 4]]) {
        select(where: $0[0].greater($0[1]), $0[1], $0[2])
      },
      OperationCase("select broadcast", [.whole(3, 1), [1, 4], []], differentiable: false) {
        select(where: $0[0], $0[1], $0[2])
      },
      OperationCase("leakyReLU gradient", [[3, 4], .awayFromZero(3, 4)]) {
        $0[0].graph.emit(Elementwise(.leakyReLUGradient(slope: 0.3)), [$0[0], $0[1]])
      },
    ]

  static let comparisons: [OperationCase] = [
    OperationCase("greater", [[3, 4], [3, 4]]) { $0[0].greater($0[1]) },
    OperationCase("greaterOrEqual", [[3, 4], [4]]) { $0[0].greaterOrEqual($0[1]) },
    OperationCase("equal", [[3, 4], [3, 4]]) { $0[0].equal($0[1]) },
    OperationCase("greater with ties", [.whole(6, 7), .whole(7)], differentiable: false) { $0[0].greater($0[1]) },
    OperationCase("greaterOrEqual with ties", [.whole(6, 7), .whole(6, 7)], differentiable: false) {
      $0[0].greaterOrEqual($0[1])
    },
    OperationCase("equal with ties", [.whole(6, 7), .whole(6, 7)], differentiable: false) { $0[0].equal($0[1]) },
    OperationCase("maximum with ties", [.whole(6, 7), .whole(6, 7)], differentiable: false) { $0[0].maximum($0[1]) },
    OperationCase("minimum with ties", [.whole(6, 7), .whole(6, 7)], differentiable: false) { $0[0].minimum($0[1]) },
  ]
}

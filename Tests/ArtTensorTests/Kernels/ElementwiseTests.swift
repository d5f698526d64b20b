import ArtTensor
import CArtKernels
import Foundation
import Testing

/// Every instruction against the same function in double precision.
@Suite struct ElementwiseTests {
  struct Instruction: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let opcode: art_opcode
    let exact: @Sendable (_ a: Double, _ b: Double, _ c: Double) -> Double
    /// The largest error relative to the result.
    var tolerance = 0.0
    /// The largest error of small results.
    var absolute = 1.5e-45

    init(
      _ name: String, _ opcode: art_opcode, tolerance: Double = 6.1e-8, absolute: Double = 1.5e-45,
      _ exact: @escaping @Sendable (Double, Double, Double) -> Double
    ) {
      (testDescription, self.opcode, self.exact) = (name, opcode, exact)
      (self.tolerance, self.absolute) = (tolerance, absolute)
    }
  }

  static let slope: Float = 0.3

  static let instructions = [
    Instruction("add", ART_ADD) { a, b, _ in a + b },
    Instruction("subtract", ART_SUBTRACT) { a, b, _ in a - b },
    Instruction("multiply", ART_MULTIPLY) { a, b, _ in a * b },
    Instruction("divide", ART_DIVIDE) { a, b, _ in a / b },
    Instruction("maximum", ART_MAXIMUM) { a, b, _ in a.isNaN || b.isNaN ? .nan : max(a, b) },
    Instruction("minimum", ART_MINIMUM) { a, b, _ in a.isNaN || b.isNaN ? .nan : min(a, b) },
    Instruction("greater", ART_GREATER) { a, b, _ in a > b ? 1 : 0 },
    Instruction("greater or equal", ART_GREATER_EQUAL) { a, b, _ in a >= b ? 1 : 0 },
    Instruction("equal", ART_EQUAL) { a, b, _ in a == b ? 1 : 0 },
    Instruction("select", ART_SELECT) { a, b, c in a != 0 ? b : c },
    Instruction("negate", ART_NEGATE) { a, _, _ in -a },
    Instruction("exp", ART_EXP, tolerance: 3e-7) { a, _, _ in exp(a) },
    Instruction("log", ART_LOG, tolerance: 3e-7) { a, _, _ in log(a) },
    Instruction("tanh", ART_TANH, tolerance: 3e-7) { a, _, _ in tanh(a) },
    Instruction("sigmoid", ART_SIGMOID, tolerance: 3e-7) { a, _, _ in 1 / (1 + exp(-a)) },
    Instruction("softplus", ART_SOFTPLUS, tolerance: 3e-7) { a, _, _ in
      a.isNaN ? .nan : max(a, 0) + log1p(exp(-abs(a)))
    },
    Instruction("relu", ART_RELU) { a, _, _ in a < 0 ? 0 : a },
    Instruction("leaky relu", ART_LEAKY_RELU) { a, _, _ in a >= 0 ? a : Double(slope) * a },
    Instruction("sqrt", ART_SQRT) { a, _, _ in a.squareRoot() },
    Instruction("rsqrt", ART_RSQRT, tolerance: 1.3e-7) { a, _, _ in 1 / a.squareRoot() },
    Instruction("reciprocal", ART_RECIPROCAL) { a, _, _ in 1 / a },
    Instruction("abs", ART_ABS) { a, _, _ in abs(a) },
    Instruction("square", ART_SQUARE) { a, _, _ in a * a },
    Instruction("sign", ART_SIGN) { a, _, _ in a.isNaN ? .nan : a > 0 ? 1 : a < 0 ? -1 : 0 },
    Instruction("sine", ART_SINE, absolute: 2e-7) { a, _, _ in abs(a) > 1e5 ? 0 * a : sin(a) },
    Instruction("copy", ART_COPY) { a, _, _ in a },
    Instruction("add immediate", ART_ADD_IMMEDIATE) { a, _, _ in a + Double(slope) },
    Instruction("multiply immediate", ART_MULTIPLY_IMMEDIATE) { a, _, _ in a * Double(slope) },
    Instruction("power immediate", ART_POWER_IMMEDIATE, tolerance: 2e-7) { a, _, _ in pow(a, Double(slope)) },
    Instruction("leaky relu gradient", ART_LEAKY_RELU_GRADIENT) { a, b, _ in b > 0 ? a : Double(slope) * a },
    Instruction("fill", ART_FILL) { _, _, _ in Double(slope) },
  ]

  /// Special numbers, and numbers of every size and sign.
  static let operands: [Float] = {
    let special: [Float] = [
      0, -0.0, 1, -1, .infinity, -.infinity, .nan, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
      .leastNormalMagnitude, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 88.7, 88.8, -87.3, -103.9, -104.1, 200,
      -200, 1e10, -1e10, 0.625, -0.625, 0.5, 9, 17, 1 - .ulpOfOne, 1 + .ulpOfOne,
    ]
    let key = RandomKey(seed: 1)
    let patterns = (0..<20_000).map { Float(bitPattern: UInt32(truncatingIfNeeded: key.bits($0))) }
    let ordinary = key.normals(count: 20_000).map { $0 * 8 }
    return special + patterns + ordinary
  }()

  @Test(arguments: instructions) func matchesDoublePrecision(_ instruction: Instruction) {
    let a = Self.operands
    let b = Array(a[7...] + a[..<7])
    let c = Array(a[1234...] + a[..<1234])
    let result = Self.run(instruction.opcode, a, b, c)
    var wrong: [String] = []
    for i in a.indices {
      let exact = instruction.exact(Double(a[i]), Double(b[i]), Double(c[i]))
      if !Self.agrees(result[i], exact, instruction.tolerance, instruction.absolute) {
        wrong.append("(\(a[i]), \(b[i]), \(c[i])) gave \(result[i]), not \(exact)")
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) wrong, first: \(wrong.first ?? "")")
  }

  @Test func multiplyAddRoundsOnceOrTwice() {
    let key = RandomKey(seed: 2)
    let (a, b, c) = (key.normals(count: 999), key.folded(1).normals(count: 999), key.folded(2).normals(count: 999))
    let result = Self.run(ART_MULTIPLY_ADD, a, b, c)
    for i in a.indices {
      let product = Double(a[i]) * Double(b[i])
      #expect(abs(Double(result[i]) - (product + Double(c[i]))) <= 1.2e-7 * (abs(product) + abs(Double(c[i]))))
    }
  }

  @Test(arguments: [0, 1, 7, 64, 65, 1000]) func aBlockMayStartAnywhereAndOverwriteItsOperand(length: Int) {
    let x = Array(Self.operands[40..<1100].map { $0.isFinite ? min(max($0, -50), 50) : 1 })
    let code = [Self.instruction(ART_TANH, 0, 0), Self.instruction(ART_MULTIPLY_ADD, 0, 0, 0, 0)]
    let whole = Self.run(code, [x], x.count)[0]
    let part = Self.run(code, [Array(x[13..<13 + length])], length)[0]
    #expect(part == Array(whole[13..<13 + length]))
    let errors = zip(x, whole).map { operand, result in
      let y = tanh(Double(operand))
      return abs(Double(result) - (y * y + y))
    }
    #expect(errors.allSatisfy { $0 < 1e-6 })
  }

  static func agrees(_ result: Float, _ exact: Double, _ tolerance: Double, _ absolute: Double) -> Bool {
    if exact.isNaN { return result.isNaN }
    // The result may round to infinity just below the largest float.
    if abs(exact) > 3.402_82e38 {
      return Double(result) == exact || abs(result) > 3.4e38 && (result < 0) == (exact < 0)
    }
    return abs(Double(result) - exact) <= max(tolerance * abs(exact), absolute)
  }

  static func instruction(
    _ opcode: art_opcode, _ destination: Int, _ a: Int, _ b: Int = 0, _ c: Int = 0
  ) -> art_instruction {
    art_instruction(
      opcode: UInt16(opcode.rawValue), destination: UInt16(destination), a: UInt16(a), b: UInt16(b), c: UInt16(c),
      immediate: slope)
  }

  static func run(_ opcode: art_opcode, _ a: [Float], _ b: [Float], _ c: [Float]) -> [Float] {
    run([instruction(opcode, 3, 0, 1, 2)], [a, b, c, [Float](repeating: .nan, count: a.count)], a.count)[3]
  }

  static func run(_ code: [art_instruction], _ registers: [[Float]], _ length: Int) -> [[Float]] {
    let storage = registers.map { values in
      let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(values.count, 1))
      _ = buffer.update(fromContentsOf: values)
      return buffer
    }
    defer { storage.forEach { $0.deallocate() } }
    let pointers: [UnsafeMutablePointer<Float>?] = storage.map(\.baseAddress)
    art_elementwise_block(code, code.count, pointers, length)
    return storage.map { Array($0.prefix(length)) }
  }
}

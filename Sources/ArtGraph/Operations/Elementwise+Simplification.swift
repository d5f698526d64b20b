import ArtTensor

extension Elementwise {
  package func simplified(_ inputs: [Value]) -> Value? {
    withoutBroadcasts(inputs) ?? withScalarOperand(inputs) ?? identity(inputs) ?? readingMaskedActivation(inputs)
  }

  /// Reads a broadcast operand where it comes from: elementwise functions stretch their operands themselves.
  private func withoutBroadcasts(_ inputs: [Value]) -> Value? {
    guard inputs.contains(where: { $0.operation is Broadcast }), let full = try? shape(of: inputs.map(\.shape)) else {
      return nil
    }
    let sources = inputs.map { $0.operation is Broadcast ? $0.inputs[0] : $0 }
    guard let reached = try? shape(of: sources.map(\.shape)), reached == full else { return nil }
    return inputs[0].graph.emit(self, sources)
  }

  /// Takes a constant number into the function.
  private func withScalarOperand(_ inputs: [Value]) -> Value? {
    guard inputs.count == 2 else { return nil }
    if let b = inputs[1].scalarConstant {
      switch function {
      case .add: return inputs[0] + b
      case .subtract: return inputs[0] + -b
      case .multiply: return inputs[0] * b
      default: break
      }
    }
    if let a = inputs[0].scalarConstant {
      switch function {
      case .add: return inputs[1] + a
      case .multiply: return inputs[1] * a
      default: break
      }
    }
    return nil
  }

  /// x + 0, x · 1, x · 0, and chains of these.
  private func identity(_ inputs: [Value]) -> Value? {
    switch function {
    case .addScalar(0), .multiplyScalar(1): return inputs[0]
    case .multiplyScalar(let factor):
      guard let inner = inputs[0].operation as? Elementwise, case .multiplyScalar(let first) = inner.function else {
        return nil
      }
      return inputs[0].inputs[0] * (first * factor)
    case .select:
      return inputs[1].id == inputs[2].id && inputs[1].shape == (try? shape(of: inputs.map(\.shape)))
        ? inputs[1] : nil
    default: return nil
    }
  }
}

extension Value {
  /// The number, if this value is a constant of no axes.
  var scalarConstant: Float? {
    guard shape.rank == 0, let constant = operation as? Constant else { return nil }
    return constant.tensor.scalars[0]
  }
}

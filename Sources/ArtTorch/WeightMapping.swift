import ArtGAN
import ArtNN
import ArtTensor

/// The weights of a network here from the modules of a state_dict, layer by layer in their order.
///
/// Kernels `[out, in, height, width]`, of transposed convolutions `[in, out, height, width]`, become
/// `[height, width, in, out]` and `[height, width, out, in]`; linear weights `[out, in]` become `[in, out]`. Images are
/// `[channels, height, width]` there, so that numbers are exchanged where an image is flattened or made.
struct WeightMapping {
  let network: Network
  let source: StateDict

  /// One parameter: where it comes from, its shape there, the same with the sides of images apart, and how these axes are
  /// exchanged.
  private struct Part {
    let tensor: String
    let stored: Shape
    let shape: Shape
    let axes: [Int]
  }

  /// - Throws: `ImportError` that names the layer and the tensor that do not fit.
  func weights(from modules: [TorchModule]) throws -> [String: Tensor] {
    let steps = try network.steps()
    try checkReshapes(steps)
    var left = modules[...]
    var weights: [String: Tensor] = [:]
    for (index, step) in steps.enumerated() {
      let specs = try step.layer.parameters(for: step.input)
      guard !specs.isEmpty else { continue }
      let layer = "\(step.path) (\(step.layer.title))"
      guard let module = left.popFirst() else {
        throw source.error(
          "has \(modules.count) layers with tensors, and the \(network.name) goes on with \(layer): \(listed(modules))")
      }
      let images = (from: flattened(before: index, steps), to: made(after: index, steps))
      var used: Set<String> = []
      for spec in specs {
        let part = try self.part(spec, step, images)
        let name = module.tensorName(part.tensor)
        guard let found = module.shapes[part.tensor] else {
          throw source.error("has no tensor '\(name)', which \(layer) needs for its \(spec.name)")
        }
        guard found == part.stored else {
          throw source.error("holds '\(name)' with the shape \(found), and \(layer) needs \(part.stored)")
        }
        weights["\(step.path).\(spec.name)"] = try source.tensor(name).reshaped(to: part.shape).exchanged(part.axes)
          .reshaped(to: spec.shape)
        used.insert(part.tensor)
      }
      if let extra = module.shapes.keys.filter({ !used.contains($0) }).min() {
        throw source.error("holds '\(module.tensorName(extra))', which \(layer) has no place for")
      }
    }
    if let module = left.first {
      throw source.error("holds a layer '\(module.summary)' behind the last of the \(network.name): \(listed(modules))")
    }
    return weights
  }

  /// Numbers of images are exchanged where a vector becomes an image, or an image a vector; between other forms PyTorch's
  /// numbers would stand in another order.
  private func checkReshapes(_ steps: [LayerChain.Step]) throws(ImportError) {
    for (index, step) in steps.enumerated() where step.layer is Reshape {
      let (into, out) = (step.input.rank, step.output.rank)
      let isOfOnePixel = { (shape: Shape) in shape.dimensions.dropLast().allSatisfy { $0 == 1 } }
      if isOfOnePixel(step.input) || isOfOnePixel(step.output) { continue }
      let isBehindLayer =
        steps[..<index].reversed().first { !($0.layer is any ElementwiseLayer) }
        .map { $0.layer is Dense } ?? true
      guard into == 3 && out == 1 || into == 1 && out == 3 && isBehindLayer || into == 1 && out == 1 else {
        throw source.error(
          "cannot be read into '\(network.name)', whose layer \(step.path) (Reshape) makes \(step.output) of \(step.input): only "
            + "images made of a dense layer's vector, and vectors made of images, are in an order that is known")
      }
    }
  }

  private func listed(_ modules: [TorchModule]) -> String { modules.map(\.summary).joined(separator: ", ") }

  private func part(
    _ spec: ParameterSpec, _ step: LayerChain.Step, _ images: (from: Shape?, to: Shape?)
  ) throws(ImportError) -> Part {
    let shape = spec.shape
    // A vector for each channel, or for each number of an image that is yet to be made.
    func vector(_ tensor: String) -> Part {
      // Behind an image that was flattened, a normalisation keeps that image's order.
      let image = images.to ?? (step.layer is any ElementwiseLayer ? images.from : nil)
      guard let image else { return Part(tensor: tensor, stored: shape, shape: shape, axes: [0]) }
      return Part(tensor: tensor, stored: shape, shape: [image[2], image[0], image[1]], axes: [1, 2, 0])
    }
    switch spec.name {
    case "kernel" where shape.rank == 4:
      let stored: Shape = [shape[3], shape[2], shape[0], shape[1]]
      return Part(tensor: "weight", stored: stored, shape: stored, axes: [2, 3, 1, 0])
    case "kernel" where shape.rank == 2:
      let out = images.to.map { [$0[2], $0[0], $0[1]] } ?? [shape[1]]
      let into = images.from.map { [$0[2], $0[0], $0[1]] } ?? [shape[0]]
      let outAxes = out.count == 3 ? [1, 2, 0] : [0]
      let intoAxes = (into.count == 3 ? [1, 2, 0] : [0]).map { $0 + out.count }
      return Part(
        tensor: "weight", stored: [shape[1], shape[0]], shape: Shape(out + into), axes: intoAxes + outAxes)
    case "bias": return vector("bias")
    case "gamma": return vector("weight")
    case "beta": return vector("bias")
    case "moving_mean": return vector("running_mean")
    case "moving_variance": return vector("running_var")
    default:
      throw source.error(
        "brings nothing for '\(spec.name)' of \(step.path) (\(step.layer.title)), which PyTorch's layers do not have: "
          + "name a model without it")
    }
  }

  /// The image whose numbers a layer takes as a vector.
  private func flattened(before index: Int, _ steps: [LayerChain.Step]) -> Shape? {
    guard steps[index].input.rank == 1 else { return nil }
    for step in steps[..<index].reversed() {
      if step.input.rank == 3, step.output.rank == 1 { return step.input }
      guard step.layer is any ElementwiseLayer else { return nil }
    }
    return nil
  }

  /// The image that a layer's vector becomes.
  private func made(after index: Int, _ steps: [LayerChain.Step]) -> Shape? {
    guard steps[index].output.rank == 1 else { return nil }
    for step in steps[(index + 1)...] {
      if step.layer is Reshape { return step.output.rank == 3 ? step.output : nil }
      guard step.layer is any ElementwiseLayer else { return nil }
    }
    return nil
  }
}

extension Tensor {
  /// The same numbers with their axes in another order: axis i of the result is the axis `axes[i]` of this.
  fileprivate func exchanged(_ axes: [Int]) -> Tensor {
    let result = Shape(axes.map { shape[$0] })
    var steps = [Int](repeating: 1, count: shape.rank)
    for axis in steps.indices.dropLast().reversed() { steps[axis] = steps[axis + 1] * shape[axis + 1] }
    let strides = axes.map { steps[$0] }
    var numbers: [Float] = []
    numbers.reserveCapacity(result.count)
    var (indices, place) = ([Int](repeating: 0, count: result.rank), 0)
    for _ in 0..<result.count {
      numbers.append(scalars[place])
      for axis in indices.indices.reversed() {
        indices[axis] += 1
        place += strides[axis]
        if indices[axis] < result[axis] { break }
        place -= strides[axis] * result[axis]
        indices[axis] = 0
      }
    }
    return Tensor(shape: result, scalars: numbers)
  }
}

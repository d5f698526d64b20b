package import ArtTensor
import CArtKernels

// Forward and input gradient are one computation: tiles of `source` with `sourceChannels` in `sourcePhases` phases, a
// transformed kernel, tiles of `target`.

extension TransformConvolution {
  /// The channels that the products sum over, and the channels that they give.
  private func channels(_ pass: ConvolutionPass) -> (inner: Int, outer: Int) {
    pass == .forward
      ? (phaseChannels, geometry.outputChannels) : (geometry.outputChannels, phaseChannels)
  }

  /// The tiles that go through the cache together: about 2 MiB of numbers at the points, a multiple of the rows that
  /// the micro-kernel takes.
  private func group(_ pass: ConvolutionPass) -> Int {
    let (inner, outer) = channels(pass)
    let fitting = 600_000 / (planes * (inner + outer))
    return max(12, min(96, fitting / 12 * 12))
  }

  private func planeLength(_ numbers: Int) -> Int { numbers + PlaneLayout.gap }

  private func kernelCount(_ pass: ConvolutionPass) -> Int {
    planes * planeLength(phaseChannels * geometry.outputChannels)
  }

  /// The kernel with its channels exchanged, which the input gradient starts from.
  private func exchangedCount(_ pass: ConvolutionPass) -> Int {
    pass == .inputGradient ? geometry.kernelShape.count : 0
  }

  private func workerCount(_ pass: ConvolutionPass) -> Int {
    let (inner, outer) = channels(pass)
    return planes * (planeLength(group(pass) * inner) + planeLength(group(pass) * outer))
  }

  package func workspaceCount(for pass: ConvolutionPass, threads: Int) -> Int {
    pass == .kernelGradient
      ? kernelGradientWorkspaceCount : max(exchangedCount(pass), threads * workerCount(pass))
  }

  package func preparedKernelCount(for pass: ConvolutionPass) -> Int {
    pass == .kernelGradient ? 0 : kernelCount(pass)
  }

  package func prepareKernel(
    _ kernel: UnsafePointer<Float>, for pass: ConvolutionPass, into prepared: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    switch pass {
    case .forward: transformKernel(kernel, prepared, pool)
    case .inputGradient:
      exchangeChannels(kernel, workspace, pool)
      transformExchangedKernel(workspace, prepared, pool)
    case .kernelGradient: break
    }
  }

  package func forward(
    input: UnsafePointer<Float>, kernel: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    run(.forward, input, kernel, output, workspace, pool)
  }

  package func inputGradient(
    outputGradient: UnsafePointer<Float>, kernel: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    run(.inputGradient, outputGradient, kernel, inputGradient, workspace, pool)
  }

  private func run(
    _ pass: ConvolutionPass, _ source: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    _ target: UnsafeMutablePointer<Float>, _ memory: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let (inner, outer) = channels(pass)
    let (grid, group, stride) = (grid(for: pass), group(pass), workerCount(pass))
    let layout = PlaneLayout.tiles(group, channels: inner)
    let targetPlane = planeLength(group * outer)
    let kernelPlane = planeLength(inner * outer)
    pool.parallel((grid.count + group - 1) / group) { block, worker in
      let tiles = block * group..<min((block + 1) * group, grid.count)
      let transformed = memory + worker * stride
      let products = transformed + planes * layout.plane
      for tile in tiles {
        let place = grid.place(tile)
        let numbers = transformed + (tile - tiles.lowerBound) * inner
        pass == .forward
          ? transformInput(source, place, numbers, layout) : transformWindow(source, place, numbers, layout)
      }
      for plane in 0..<planes {
        multiply(
          transformed + plane * layout.plane, kernel + plane * kernelPlane, products + plane * targetPlane,
          tiles.count, inner, outer)
      }
      for tile in tiles {
        let place = grid.place(tile)
        let numbers = products + (tile - tiles.lowerBound) * outer
        pass == .forward
          ? writeOutput(numbers, targetPlane, place, target) : writeGradient(numbers, targetPlane, place, target)
      }
    }
  }

  /// One point's product, panel by panel of the kernel.
  private func multiply(
    _ left: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>, _ product: UnsafeMutablePointer<Float>,
    _ rows: Int, _ inner: Int, _ outer: Int
  ) {
    let width = Int(ART_PANEL)
    for start in stride(from: 0, to: outer, by: width) {
      let columns = min(width, outer - start)
      art_panel_product(
        left, inner, 1, kernel + start * inner, columns, rows, columns, inner, product + start, outer, 0)
    }
  }
}

import ArtGraph
import ArtTensor
import CArtKernels

// Forward and input gradient are one computation: tiles of a source, a transformed kernel, tiles of a target. There are
// two orders of work. Usually a thread takes a group of tiles all the way; each group reads the whole kernel. A kernel
// that does not stay in the cache would be read from memory again and again: then all tiles are brought to the points,
// and the points are shared out, so that each meets its part of the kernel once.

extension TransformConvolution {
  /// The channels that a product sums over, and the channels that it gives.
  func channels(_ pass: ConvolutionPass) -> (inner: Int, outer: Int) {
    pass == .forward
      ? (phaseChannels, geometry.outputChannels) : (geometry.outputChannels, phaseChannels / parts(pass))
  }

  /// Whether the points are shared out instead of the tiles: with kernels of more than 6 MB.
  private func sharesPoints(_ pass: ConvolutionPass) -> Bool { kernelCount(pass) > Self.cachedKernel }

  private static let cachedKernel = 1_500_000

  /// The tiles that go through the cache together, a multiple of the rows that the micro-kernel takes: about 2 MiB of
  /// numbers at the points where threads have groups of their own, 24 MiB where all share one.
  private func group(_ pass: ConvolutionPass) -> Int {
    let (numbers, tiles) = (planes * transformedChannels(pass), grid(for: pass).count)
    if sharesPoints(pass) {
      // Groups of like size.
      let most = max(48, 6_000_000 / numbers)
      let groups = (tiles + most - 1) / most
      return (tiles + groups * 12 - 1) / (groups * 12) * 12
    }
    return max(12, min(96, 600_000 / numbers / 12 * 12))
  }

  private func kernelCount(_ pass: ConvolutionPass) -> Int {
    planes * (phaseChannels * geometry.outputChannels + PlaneLayout.gap)
  }

  /// The kernel with its channels exchanged, which the input gradient starts from.
  private func exchangedCount(_ pass: ConvolutionPass) -> Int {
    pass == .inputGradient ? geometry.kernelCount : 0
  }

  /// How the factors and the products of a group of tiles lie.
  func layouts(_ pass: ConvolutionPass, group: Int) -> (factors: PlaneLayout, products: PlaneLayout) {
    let (channels, parts) = (channels(pass), parts(pass))
    return (.tiles(group, channels: parts * channels.inner), .tiles(group, channels: parts * channels.outer))
  }

  private func groupMemory(_ pass: ConvolutionPass) -> Int {
    let layouts = layouts(pass, group: group(pass))
    return planes * (layouts.factors.plane + layouts.products.plane)
  }

  /// What a thread needs for the products at a complex point: what is formed of the parts of the tiles and of a panel of
  /// the kernel, one sum and two differences.
  private func complexMemory(_ pass: ConvolutionPass) -> Int {
    guard hasComplexPoints else { return 0 }
    return 2 * (Int(ART_PANEL) * channels(pass).inner + layouts(pass, group: group(pass)).factors.plane)
  }

  func workspaceCount(for pass: ConvolutionPass, threads: Int) -> Int {
    if pass == .kernelGradient { return kernelGradientWorkspaceCount(threads: threads) }
    let groups = sharesPoints(pass) ? 1 : threads
    return max(exchangedCount(pass), groups * groupMemory(pass) + threads * complexMemory(pass))
  }

  func preparedKernelCount(for pass: ConvolutionPass) -> Int {
    pass == .kernelGradient ? 0 : kernelCount(pass)
  }

  func prepareKernel(
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

  func forward(
    input: UnsafePointer<Float>, kernel: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    run(.forward, input, kernel, output, workspace, pool)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Float>, kernel: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    run(.inputGradient, outputGradient, kernel, inputGradient, workspace, pool)
  }

  private func run(
    _ pass: ConvolutionPass, _ source: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    _ target: UnsafeMutablePointer<Float>, _ memory: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let (group, groupMemory, complexMemory) = (group(pass), groupMemory(pass), complexMemory(pass))
    let work = TransformPass(self, pass, source: source, kernel: kernel, target: target, group: group)
    let tiles = work.grid.count
    if sharesPoints(pass) {
      let complex = memory + groupMemory
      for first in stride(from: 0, to: tiles, by: group) {
        work.share(first..<min(first + group, tiles), memory, pool) { complex + $0 * complexMemory }
      }
    } else {
      pool.parallel((tiles + group - 1) / group) { block, worker in
        let own = memory + worker * (groupMemory + complexMemory)
        work.run(block * group..<min((block + 1) * group, tiles), own, complex: own + groupMemory)
      }
    }
  }
}

import ArtGraph
import ArtTensor
import CArtKernels

// The forward pass and the input gradient are one computation: pixels of a source, step by step, times a tap's matrix,
// are added to pixels of a target.

extension DirectConvolution {
  /// The channels that one product sums over: with 32 columns their part of the kernel fits the first-level cache.
  private static let depth = 256

  func forward(
    input: UnsafePointer<Float>, kernel: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    run(.forward, input, kernel, output, pool)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Float>, kernel: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    run(.inputGradient, outputGradient, kernel, inputGradient, pool)
  }

  /// Blocks of rows for one panel after the other, so that a thread meets the same part of the kernel again.
  private func run(
    _ pass: ConvolutionPass, _ source: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    _ target: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let height = pass == .forward ? geometry.outputHeight : geometry.inputHeight
    let length = rows(pass)
    let blocks = (height + length - 1) / length
    pool.parallel(panels(pass) * geometry.batch * blocks) { index in
      let (panel, rest) = index.quotientAndRemainder(dividingBy: geometry.batch * blocks)
      let (image, block) = rest.quotientAndRemainder(dividingBy: blocks)
      let rows = block * length..<min((block + 1) * length, height)
      compute(pass, image: image, rows: rows, panel: panel, source, kernel, target)
    }
  }

  private func compute(
    _ pass: ConvolutionPass, image: Int, rows: Range<Int>, panel: Int, _ source: UnsafePointer<Float>,
    _ kernel: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>
  ) {
    let (inner, outer) = channels(pass)
    let first = panel * Int(ART_PANEL)
    let columns = min(Int(ART_PANEL), outer - first)
    let matrix = kernel + first * inner * geometry.kernelHeight * geometry.kernelWidth
    let (inputPixels, outputPixels) =
      (geometry.inputHeight * geometry.inputWidth, geometry.outputHeight * geometry.outputWidth)
    let (sourcePixels, targetPixels) =
      pass == .forward ? (inputPixels, outputPixels) : (outputPixels, inputPixels)
    let from = source + image * sourcePixels * inner
    let to = target + image * targetPixels * outer + first
    let width = targetPixels / (pass == .forward ? geometry.outputHeight : geometry.inputHeight)
    for pixel in rows.lowerBound * width..<rows.upperBound * width { art_fill(to + pixel * outer, 0, columns) }

    for start in stride(from: 0, to: inner, by: Self.depth) {
      let depth = min(Self.depth, inner - start)
      forEachRun(pass, rows) { tap, run in
        let place = to + run.target * outer
        art_panel_product(
          from + run.source * inner + start, run.sourceStep * inner, 1, matrix + (tap * inner + start) * columns,
          columns, run.count, columns, depth, place, place, run.targetStep * outer)
      }
    }
  }

  /// Neighbouring pixels that meet through one tap: where they begin in the source's and in the target's image, and
  /// how far apart they are.
  struct Run {
    var source: Int
    var sourceStep: Int
    var target: Int
    var targetStep: Int
    var count: Int
  }

  /// The runs of all taps that reach some rows of the target.
  func forEachRun(_ pass: ConvolutionPass, _ rows: Range<Int>, _ body: (_ tap: Int, Run) -> Void) {
    let (vertical, horizontal) = (geometry.rowTaps, geometry.columnTaps)
    for i in 0..<geometry.kernelHeight {
      let reached =
        pass == .forward
        ? vertical.outputs(through: i).clamped(to: rows) : vertical.outputs(meeting: rows, through: i)
      if reached.isEmpty { continue }
      for j in 0..<geometry.kernelWidth {
        let places = horizontal.outputs(through: j)
        if places.isEmpty { continue }
        for row in reached {
          let input =
            vertical.input(of: row, through: i) * geometry.inputWidth
            + horizontal.input(of: places.lowerBound, through: j)
          let output = row * geometry.outputWidth + places.lowerBound
          body(
            i * geometry.kernelWidth + j,
            pass == .forward
              ? Run(source: input, sourceStep: geometry.strideX, target: output, targetStep: 1, count: places.count)
              : Run(source: output, sourceStep: 1, target: input, targetStep: geometry.strideX, count: places.count))
        }
      }
    }
  }
}

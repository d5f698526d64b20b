import ArtGraph
import ArtTensor
import CArtKernels

// The kernel as a pass reads it: `[panel][tap][inner][32]`.

extension DirectConvolution {
  func prepareKernel(
    _ kernel: UnsafePointer<Float>, for pass: ConvolutionPass, into prepared: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    if pass == .kernelGradient { return }
    let taps = geometry.kernelHeight * geometry.kernelWidth
    let (inner, outer) = channels(pass)
    let (innerStep, outerStep) = pass == .forward ? (outer, 1) : (1, inner)
    pool.parallel(panels(pass) * taps) { block in
      let (panel, tap) = block.quotientAndRemainder(dividingBy: taps)
      let first = panel * Int(ART_PANEL)
      let columns = min(Int(ART_PANEL), outer - first)
      art_pack_panel(
        kernel + tap * inner * outer + first * outerStep, innerStep, outerStep, inner, columns,
        prepared + (first * taps + tap * columns) * inner, columns)
    }
  }
}

import ArtTensor
import CArtKernels

// Kernels, to the points and back. At the points a kernel lies in panels: `[outer / 32][inner][32]`, the last panel 16
// wide where the channels are no multiple of 32.

extension TransformConvolution {
  private var tapLength: Int { geometry.inputChannels * geometry.outputChannels }
  private var planeLength: Int { phaseChannels * geometry.outputChannels + 16 }

  /// For the forward pass: `kernel` is `[height, width, in, out]`, the sum runs over phases and input channels.
  func transformKernel(
    _ kernel: UnsafePointer<Float>, _ transformed: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let outer = geometry.outputChannels
    pool.parallel(phaseChannels) { row in
      let (phase, channel) = (row / geometry.inputChannels, row % geometry.inputChannels)
      tapPlaces.with(
        row: 0, column: 0, phase: split(phase), rowStep: geometry.kernelWidth * tapLength, columnStep: tapLength
      ) { places in
        for start in stride(from: 0, to: outer, by: 16) {
          transform.kernel(
            kernel + channel * outer + start, places, 16,
            transformed + panelPlace(row, start, phaseChannels, outer), planeLength)
        }
      }
    }
  }

  /// For the input gradient: `kernel` is `[height, width, out, in]`, flipped; the sum runs over output channels.
  func transformExchangedKernel(
    _ kernel: UnsafePointer<Float>, _ transformed: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let (inner, channels) = (geometry.outputChannels, geometry.inputChannels)
    pool.parallel(inner) { row in
      for phase in 0..<phaseCount {
        flippedTapPlaces.with(
          row: 0, column: 0, phase: split(phase), rowStep: geometry.kernelWidth * tapLength, columnStep: tapLength
        ) { places in
          for start in stride(from: 0, to: channels, by: 16) {
            transform.kernel(
              kernel + row * channels + start, places, 16,
              transformed + panelPlace(row, phase * channels + start, inner, phaseChannels), planeLength)
          }
        }
      }
    }
  }

  /// Where 16 columns of a row lie in the panels.
  private func panelPlace(_ row: Int, _ column: Int, _ inner: Int, _ outer: Int) -> Int {
    let width = Int(ART_PANEL)
    let panel = column / width * width
    return panel * inner + row * min(width, outer - panel) + column - panel
  }

  /// `[height, width, in, out]` to `[height, width, out, in]`.
  func exchangeChannels(
    _ kernel: UnsafePointer<Float>, _ exchanged: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let (inputs, outputs) = (geometry.inputChannels, geometry.outputChannels)
    pool.parallel(geometry.kernelHeight * geometry.kernelWidth) { tap in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: 4) { layout in
        (layout[0], layout[1], layout[2], layout[3]) = (outputs, inputs, 1, outputs)
        guard let layout = layout.baseAddress else { return }
        art_load_broadcast(
          exchanged + tap * tapLength, kernel + tap * tapLength, 0, tapLength, 2, layout, layout + 2)
      }
    }
  }
}

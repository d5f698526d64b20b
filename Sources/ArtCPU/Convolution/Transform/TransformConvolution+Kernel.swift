import ArtGraph
import ArtTensor
import CArtKernels

// Kernels, to the points and back. At the points a kernel lies in panels: `[outer / 32][inner][32]`, the last panel 16
// wide where the channels are no multiple of 32; where phases have windows of their own, one such matrix for each.

extension TransformConvolution {
  private var tapLength: Int { geometry.inputChannels * geometry.outputChannels }
  private var planeLength: Int { phaseChannels * geometry.outputChannels + 16 }

  /// For the forward pass: `kernel` is `[height, width, in, out]`, the sum runs over phases and input channels.
  func transformKernel(
    _ kernel: UnsafePointer<Float>, _ transformed: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let (channels, outer) = (geometry.inputChannels, geometry.outputChannels)
    fillPanels(rows: phaseChannels, columns: outer, pool) { row, column, place in
      transform(
        kernel + row % channels * outer + column, tapPlaces, phase: row / channels, rowLength: outer,
        to: transformed + place)
    }
  }

  /// For the input gradient: `kernel` is `[height, width, out, in]`, flipped; the sum runs over output channels.
  func transformExchangedKernel(
    _ kernel: UnsafePointer<Float>, _ transformed: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let (inner, channels) = (geometry.outputChannels, geometry.inputChannels)
    let columns = phaseChannels / parts(.inputGradient)
    for part in 0..<parts(.inputGradient) {
      fillPanels(rows: inner, columns: columns, pool) { row, column, place in
        transform(
          kernel + row * channels + column % channels, flippedTapPlaces, phase: part + column / channels,
          rowLength: channels, to: transformed + part * inner * columns + place)
      }
    }
  }

  /// 16 channels of the taps of a phase. Those of some rows further on are asked for meanwhile.
  private func transform(
    _ kernel: UnsafePointer<Float>, _ taps: TilePlaces, phase: Int, rowLength: Int,
    to transformed: UnsafeMutablePointer<Float>
  ) {
    let tile = TilePlaces.Tile(phase: split(phase))
    var later = tile
    later.image = 4 * rowLength
    taps.with(tile, next: later, rowStep: geometry.kernelWidth * tapLength, columnStep: tapLength) {
      transform.kernel(kernel, $0, 16, transformed, planeLength)
    }
  }

  /// Calls `body` for each 16 columns of each row of a matrix that lies in panels, with the place of the first. A thread
  /// goes down one panel after the other: what it writes lies one behind the other.
  private func fillPanels(
    rows: Int, columns: Int, _ pool: ThreadPool, _ body: (_ row: Int, _ column: Int, _ place: Int) -> Void
  ) {
    let (width, rowsAtOnce) = (Int(ART_PANEL), 64)
    let blocks = (rows + rowsAtOnce - 1) / rowsAtOnce
    pool.parallel((columns + width - 1) / width * blocks) { index in
      let first = index / blocks * width
      let wide = min(width, columns - first)
      let firstRow = index % blocks * rowsAtOnce
      for row in firstRow..<min(firstRow + rowsAtOnce, rows) {
        for column in stride(from: 0, to: wide, by: 16) {
          body(row, first + column, first * rows + row * wide + column)
        }
      }
      art_finish_streams()
    }
  }

  /// `[height, width, in, out]` to `[height, width, out, in]`.
  func exchangeChannels(
    _ kernel: UnsafePointer<Float>, _ exchanged: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let (inputs, outputs) = (geometry.inputChannels, geometry.outputChannels)
    pool.parallel(geometry.kernelHeight * geometry.kernelWidth) { tap in
      art_pack_panel(
        kernel + tap * tapLength, 1, outputs, outputs, inputs, exchanged + tap * tapLength, inputs)
    }
  }
}

import ArtTensor
import CArtKernels
import Testing

@Suite struct PatchesTests {
  struct Sizes: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let batch: Int
    let geometry: art_patch_geometry

    init(batch: Int, height: Int, width: Int, channels: Int, kernel: (Int, Int), stride: (Int, Int), pad: (Int, Int)) {
      testDescription = "\(batch) of \(height)x\(width)x\(channels), kernel \(kernel), stride \(stride), pad \(pad)"
      self.batch = batch
      geometry = art_patch_geometry(
        input_height: height, input_width: width, channels: channels, kernel_height: kernel.0, kernel_width: kernel.1,
        output_height: (height + 2 * pad.0 - kernel.0) / stride.0 + 1,
        output_width: (width + 2 * pad.1 - kernel.1) / stride.1 + 1,
        stride_y: stride.0, stride_x: stride.1, pad_top: pad.0, pad_left: pad.1)
    }

    var patch: Int { geometry.kernel_height * geometry.kernel_width * geometry.channels }
    var rows: Int { batch * geometry.output_height }
    var inputCount: Int { batch * geometry.input_height * geometry.input_width * geometry.channels }

    /// For every number of every patch, where it lies in the input; -1 outside.
    var places: [Int] {
      let g = geometry
      var places: [Int] = []
      for row in 0..<rows {
        for column in 0..<g.output_width {
          for ky in 0..<g.kernel_height {
            for kx in 0..<g.kernel_width {
              let y = row % g.output_height * g.stride_y - g.pad_top + ky
              let x = column * g.stride_x - g.pad_left + kx
              let inside = 0..<g.input_height ~= y && 0..<g.input_width ~= x
              let pixel = (row / g.output_height * g.input_height + y) * g.input_width + x
              for c in 0..<g.channels { places.append(inside ? pixel * g.channels + c : -1) }
            }
          }
        }
      }
      return places
    }
  }

  static let sizes = [
    Sizes(batch: 1, height: 1, width: 1, channels: 1, kernel: (1, 1), stride: (1, 1), pad: (0, 0)),
    Sizes(batch: 2, height: 5, width: 7, channels: 3, kernel: (3, 3), stride: (1, 1), pad: (1, 1)),
    Sizes(batch: 3, height: 8, width: 6, channels: 1, kernel: (5, 5), stride: (2, 2), pad: (2, 2)),
    Sizes(batch: 2, height: 7, width: 7, channels: 16, kernel: (5, 3), stride: (1, 2), pad: (2, 1)),
    Sizes(batch: 1, height: 9, width: 4, channels: 2, kernel: (2, 4), stride: (3, 1), pad: (0, 3)),
    Sizes(batch: 2, height: 2, width: 2, channels: 5, kernel: (7, 7), stride: (1, 1), pad: (3, 3)),
    Sizes(batch: 1, height: 6, width: 6, channels: 1, kernel: (1, 1), stride: (3, 3), pad: (0, 0)),
    Sizes(batch: 1, height: 3, width: 3, channels: 2, kernel: (2, 2), stride: (1, 1), pad: (4, 4)),
  ]

  @Test(arguments: sizes) func gatherCopiesEveryPatch(_ sizes: Sizes) {
    var g = sizes.geometry
    let x = (1...sizes.inputCount).map(Float.init)
    let expected = sizes.places.map { $0 < 0 ? 0 : x[$0] }
    var out = [Float](repeating: .nan, count: expected.count)
    art_gather_patches(x, &g, 0, sizes.rows, 0, g.kernel_height, &out)
    #expect(out == expected)

    // One output row and one kernel row.
    let (row, tap, run) = (sizes.rows - 1, g.kernel_height / 2, g.kernel_width * g.channels)
    var part = [Float](repeating: .nan, count: g.output_width * run)
    art_gather_patches(x, &g, row, row + 1, tap, tap + 1, &part)
    let expectedPart = (0..<g.output_width).flatMap { column in
      let start = (row * g.output_width + column) * sizes.patch + tap * run
      return expected[start..<start + run]
    }
    #expect(part == expectedPart)
  }

  @Test(arguments: sizes) func scatterAddsEveryPatch(_ sizes: Sizes) {
    var g = sizes.geometry
    let images = sizes.places.count / sizes.batch
    // Whole numbers: sums are exact in any order.
    let columns = (0..<images).map { Float($0 % 97) }
    let pixels = g.input_height * g.input_width * g.channels
    var expected = [Float](repeating: 1, count: pixels)
    for (value, place) in zip(columns, sizes.places) where place >= 0 { expected[place] += value }
    var out = [Float](repeating: 1, count: pixels)
    for row in 0..<g.input_height {
      art_scatter_patches(columns, &g, 0, g.output_height, row, row + 1, 0, g.kernel_height, &out)
    }
    #expect(out == expected)

    // Output rows and kernel rows one by one.
    out = [Float](repeating: 1, count: pixels)
    let run = g.kernel_width * g.channels
    for row in 0..<g.output_height {
      for tap in 0..<g.kernel_height {
        let part = (0..<g.output_width).flatMap { column in
          let start = (row * g.output_width + column) * sizes.patch + tap * run
          return columns[start..<start + run]
        }
        art_scatter_patches(part, &g, row, row + 1, 0, g.input_height, tap, tap + 1, &out)
      }
    }
    #expect(out == expected)
  }
}

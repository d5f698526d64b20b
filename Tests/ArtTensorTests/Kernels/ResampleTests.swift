import ArtTensor
import CArtKernels
import Testing

@Suite struct ResampleTests {
  @Test(arguments: [(1, 1), (3, 1), (2, 3), (1, 64), (2, 1025)]) func appliesASparseMap(outer: Int, inner: Int) {
    // Four rows over an axis of three; the third row is empty.
    let starts: [Int32] = [0, 1, 4, 4, 6]
    let indices: [Int32] = [2, 0, 1, 2, 1, 1]
    let weights: [Float] = [0.5, 1, -2, 3, 0.25, 0.25]
    let x = RandomKey(seed: 5).normals(count: outer * 3 * inner)
    var out = [Float](repeating: .nan, count: outer * 4 * inner)
    art_resample_axis(x, &out, outer, 3, 4, inner, starts, indices, weights)
    var worst = 0.0
    for o in 0..<outer {
      for j in 0..<4 {
        for i in 0..<inner {
          let exact = (Int(starts[j])..<Int(starts[j + 1])).reduce(0.0) {
            $0 + Double(weights[$1]) * Double(x[(o * 3 + Int(indices[$1])) * inner + i])
          }
          worst = max(worst, abs(Double(out[(o * 4 + j) * inner + i]) - exact))
        }
      }
    }
    #expect(worst < 2e-6)
  }
}

import ArtGraph

/// One dimension of a convolution, seen as filters of stride 1.
///
/// A stride of `s` reads the input in `s` phases: input place `s·j + φ` is place `j` of phase φ. Each phase meets its own
/// taps of the kernel, at most ⌈kernel / s⌉ of them, one place apart. So the convolution is the sum over the phases of
/// filters of stride 1, and its input gradient is such a filter for each phase of the input.
struct ConvolutionAxis: Hashable, Sendable {
  /// The taps of one phase.
  struct Phase: Hashable, Sendable {
    /// The place of the first tap relative to the output's place.
    var first: Int
    /// The kernel's index of each tap; −1 where the phase has fewer taps than others.
    var taps: [Int]
  }

  let input: Int
  let output: Int
  let stride: Int
  private(set) var phases: [Phase]

  init(input: Int, kernel: Int, output: Int, stride: Int, padding: Int) {
    self.input = input
    self.output = output
    self.stride = stride
    phases = (0..<stride).map { phase in
      let taps = (0..<kernel).filter { ($0 - padding - phase) % stride == 0 }
      return Phase(first: taps.first.map { ($0 - padding - phase) / stride } ?? 0, taps: taps)
    }
  }

  /// The largest number of taps of a phase.
  var taps: Int { phases.map(\.taps.count).max() ?? 0 }

  /// The same with every phase's taps filled up to a number.
  func filled(to taps: Int) -> ConvolutionAxis {
    var filled = self
    for index in filled.phases.indices {
      let missing = taps - filled.phases[index].taps.count
      filled.phases[index].taps += [Int](repeating: -1, count: max(missing, 0))
    }
    return filled
  }

  // MARK: Tiles of outputs

  func outputTiles(of length: Int) -> Int { (output + length - 1) / length }

  /// The outputs of a tile, −1 beyond the end.
  func outputs(ofTile tile: Int, length: Int) -> [Int] {
    (0..<length).map { tile * length + $0 < output ? tile * length + $0 : -1 }
  }

  /// The input places that a tile of outputs meets in a phase, −1 outside.
  func inputs(ofTile tile: Int, length: Int, points: Int, phase: Int) -> [Int] {
    (0..<points).map { place in
      let index = stride * (tile * length + place + phases[phase].first) + phase
      return (0..<input).contains(index) ? index : -1
    }
  }

  // MARK: Tiles of inputs, for the input gradient

  /// The first output place that the first tile of the input gradient meets: where the phases share their windows,
  /// early enough for all of them.
  private func firstWindow(_ phase: Int, shared: Bool) -> Int {
    1 - taps - (shared ? phases.map(\.first).max() ?? 0 : phases[phase].first)
  }

  /// The first place of a phase that its first window gives.
  private func firstGradient(_ phase: Int, shared: Bool) -> Int {
    firstWindow(phase, shared: shared) + phases[phase].first + taps - 1
  }

  /// The tiles that cover every phase of the input.
  func inputTiles(of length: Int, shared: Bool) -> Int {
    phases.indices.map { phase in
      let places = (input - phase + stride - 1) / stride
      return (places - firstGradient(phase, shared: shared) + length - 1) / length
    }.max() ?? 0
  }

  /// The outputs whose gradients a tile meets, −1 outside.
  func window(ofTile tile: Int, length: Int, points: Int, phase: Int, shared: Bool) -> [Int] {
    (0..<points).map { place in
      let index = firstWindow(phase, shared: shared) + tile * length + place
      return (0..<output).contains(index) ? index : -1
    }
  }

  /// The input places of a tile in a phase, −1 outside.
  func gradients(ofTile tile: Int, length: Int, phase: Int, shared: Bool) -> [Int] {
    (0..<length).map { place in
      let index = stride * (firstGradient(phase, shared: shared) + tile * length + place) + phase
      return (0..<input).contains(index) ? index : -1
    }
  }

  // MARK: Whole axes, for cyclic correlations

  /// The least length at which a cyclic correlation gives all outputs and all input gradients: where it wraps around, it
  /// meets zeros.
  var cyclicLength: Int {
    phases.indices.map { phase in
      let places = (input - phase + stride - 1) / stride
      let (first, count) = (phases[phase].first, phases[phase].taps.count)
      return max(places, output, places - first, output + count - 1 + first, count)
    }.max() ?? 0
  }

  /// The input places of a phase, −1 beyond the end.
  func inputs(phase: Int, length: Int) -> [Int] {
    (0..<length).map { stride * $0 + phase < input ? stride * $0 + phase : -1 }
  }

  /// The kernel's index of the tap at each place of the circle, −1 where there is none.
  ///
  /// - Parameter direction: 1, or −1 for the circle read backwards.
  func cyclicTaps(phase: Int, length: Int, direction: Int) -> [Int] {
    var places = [Int](repeating: -1, count: length)
    for (index, tap) in phases[phase].taps.enumerated() {
      let place = direction * (index + phases[phase].first) % length
      places[place < 0 ? place + length : place] = tap
    }
    return places
  }
}

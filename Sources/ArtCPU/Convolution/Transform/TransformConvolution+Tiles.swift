import ArtGraph

// Tiles of images, to the points and back.

extension TransformConvolution {
  typealias Place = (image: Int, row: Int, column: Int)

  private var inputRow: Int { geometry.inputWidth * geometry.inputChannels }
  private var outputRow: Int { geometry.outputWidth * geometry.outputChannels }

  private func inputTile(_ place: Place, phase: Int) -> TilePlaces.Tile {
    .init(
      row: place.row, column: place.column, phase: split(phase),
      image: place.image * geometry.inputHeight * inputRow)
  }

  private func outputTile(_ place: Place, phase: Int) -> TilePlaces.Tile {
    .init(
      row: place.row, column: place.column, phase: split(phase),
      image: place.image * geometry.outputHeight * outputRow)
  }

  /// What a tile of outputs meets of the input: the phases' channels one behind the other.
  ///
  /// - Parameter next: the tile whose turn is next, if that is known.
  func transformInput(
    _ input: UnsafePointer<Float>, _ place: Place, next: Place?, _ numbers: UnsafeMutablePointer<Float>,
    _ layout: PlaneLayout
  ) {
    for phase in 0..<phaseCount {
      let tile = inputTile(place, phase: phase)
      let following = phase + 1 < phaseCount ? inputTile(place, phase: phase + 1) : next.map { inputTile($0, phase: 0) }
      inputPlaces.with(tile, next: following, rowStep: inputRow, columnStep: geometry.inputChannels) {
        transform.image(
          input + tile.image, $0, geometry.inputChannels,
          numbers + phase * geometry.inputChannels / 16 * layout.block, layout)
      }
    }
  }

  /// What a tile of the input gradient meets of the output gradient: once, or for each phase, one behind the other.
  ///
  /// - Parameter next: the tile whose turn is next, if that is known.
  func transformWindow(
    _ gradient: UnsafePointer<Float>, _ place: Place, next: Place?, _ numbers: UnsafeMutablePointer<Float>,
    _ layout: PlaneLayout
  ) {
    let parts = parts(.inputGradient)
    for part in 0..<parts {
      let tile = outputTile(place, phase: part)
      let following = part + 1 < parts ? outputTile(place, phase: part + 1) : next.map { outputTile($0, phase: 0) }
      windowPlaces.with(tile, next: following, rowStep: outputRow, columnStep: geometry.outputChannels) {
        transform.image(
          gradient + tile.image, $0, geometry.outputChannels,
          numbers + part * geometry.outputChannels / 16 * layout.block, layout)
      }
    }
  }

  /// The gradient of a tile of outputs.
  ///
  /// - Parameter next: the tile whose turn is next, if that is known.
  func transformOutputGradient(
    _ gradient: UnsafePointer<Float>, _ place: Place, next: Place?, _ numbers: UnsafeMutablePointer<Float>,
    _ layout: PlaneLayout
  ) {
    let tile = outputTile(place, phase: 0)
    let following = next.map { outputTile($0, phase: 0) }
    outputPlaces.with(tile, next: following, rowStep: outputRow, columnStep: geometry.outputChannels) {
      transform.outputGradient(gradient + tile.image, $0, geometry.outputChannels, numbers, layout)
    }
  }

  func writeOutput(
    _ numbers: UnsafePointer<Float>, _ plane: Int, _ place: Place, next: Place?,
    _ output: UnsafeMutablePointer<Float>
  ) {
    let tile = outputTile(place, phase: 0)
    let following = next.map { outputTile($0, phase: 0) }
    outputPlaces.with(tile, next: following, rowStep: outputRow, columnStep: geometry.outputChannels) {
      transform.result(numbers, plane, $0, geometry.outputChannels, output + tile.image)
    }
  }

  func writeGradient(
    _ numbers: UnsafePointer<Float>, _ plane: Int, _ place: Place, next: Place?,
    _ gradient: UnsafeMutablePointer<Float>
  ) {
    for phase in 0..<phaseCount {
      let tile = inputTile(place, phase: phase)
      let following = phase + 1 < phaseCount ? inputTile(place, phase: phase + 1) : next.map { inputTile($0, phase: 0) }
      gradientPlaces.with(tile, next: following, rowStep: inputRow, columnStep: geometry.inputChannels) {
        transform.result(
          numbers + phase * geometry.inputChannels, plane, $0, geometry.inputChannels, gradient + tile.image)
      }
    }
  }
}

// Tiles of pictures, to the points and back.

extension TransformConvolution {
  typealias Place = (picture: Int, row: Int, column: Int)

  private var inputRow: Int { geometry.inputWidth * geometry.inputChannels }
  private var outputRow: Int { geometry.outputWidth * geometry.outputChannels }

  /// What a tile of outputs meets of the input: the phases' channels one behind the other.
  func transformInput(
    _ input: UnsafePointer<Float>, _ place: Place, _ numbers: UnsafeMutablePointer<Float>, _ layout: PlaneLayout
  ) {
    let picture = input + place.picture * geometry.inputHeight * inputRow
    for phase in 0..<phaseCount {
      inputPlaces.with(
        row: place.row, column: place.column, phase: split(phase), rowStep: inputRow,
        columnStep: geometry.inputChannels
      ) {
        transform.picture(
          picture, $0, geometry.inputChannels, numbers + phase * geometry.inputChannels / 16 * layout.block, layout)
      }
    }
  }

  /// What a tile of the input gradient meets of the output gradient: once, or for each phase, one behind the other.
  func transformWindow(
    _ gradient: UnsafePointer<Float>, _ place: Place, _ numbers: UnsafeMutablePointer<Float>, _ layout: PlaneLayout
  ) {
    let picture = gradient + place.picture * geometry.outputHeight * outputRow
    for part in 0..<parts(.inputGradient) {
      windowPlaces.with(
        row: place.row, column: place.column, phase: split(part), rowStep: outputRow,
        columnStep: geometry.outputChannels
      ) {
        transform.picture(
          picture, $0, geometry.outputChannels, numbers + part * geometry.outputChannels / 16 * layout.block, layout)
      }
    }
  }

  /// The gradient of a tile of outputs.
  func transformOutputGradient(
    _ gradient: UnsafePointer<Float>, _ place: Place, _ numbers: UnsafeMutablePointer<Float>, _ layout: PlaneLayout
  ) {
    let picture = gradient + place.picture * geometry.outputHeight * outputRow
    outputPlaces.with(
      row: place.row, column: place.column, phase: (0, 0), rowStep: outputRow, columnStep: geometry.outputChannels
    ) {
      transform.outputGradient(picture, $0, geometry.outputChannels, numbers, layout)
    }
  }

  func writeOutput(
    _ numbers: UnsafePointer<Float>, _ plane: Int, _ place: Place, _ output: UnsafeMutablePointer<Float>
  ) {
    let picture = output + place.picture * geometry.outputHeight * outputRow
    outputPlaces.with(
      row: place.row, column: place.column, phase: (0, 0), rowStep: outputRow, columnStep: geometry.outputChannels
    ) {
      transform.result(numbers, plane, $0, geometry.outputChannels, picture)
    }
  }

  func writeGradient(
    _ numbers: UnsafePointer<Float>, _ plane: Int, _ place: Place, _ gradient: UnsafeMutablePointer<Float>
  ) {
    let picture = gradient + place.picture * geometry.inputHeight * inputRow
    for phase in 0..<phaseCount {
      gradientPlaces.with(
        row: place.row, column: place.column, phase: split(phase), rowStep: inputRow,
        columnStep: geometry.inputChannels
      ) {
        transform.result(
          numbers + phase * geometry.inputChannels, plane, $0, geometry.inputChannels, picture)
      }
    }
  }
}

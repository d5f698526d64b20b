package import ArtTensor
import CArtKernels

extension FewChannelConvolution {
  package func forward(
    input: UnsafePointer<Float>, kernel: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    isMirrored
      ? sumDots(input, kernel, output, pool) : multiplyWindows(input, kernel, output, workspace, pool)
  }

  package func inputGradient(
    outputGradient: UnsafePointer<Float>, kernel: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    isMirrored
      ? multiplyWindows(outputGradient, kernel, inputGradient, workspace, pool)
      : sumDots(outputGradient, kernel, inputGradient, pool)
  }

  private var fewCount: Int { view.inputHeight * view.inputWidth * view.inputChannels }
  private var manyCount: Int { view.outputHeight * view.outputWidth * view.outputChannels }

  /// The forward pass of ``view``, picture by picture.
  private func multiplyWindows(
    _ few: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>, _ many: UnsafeMutablePointer<Float>,
    _ workspace: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let paddedCount = paddedCount
    pool.parallel(view.batch) { picture, worker in
      var sizes = view.patchGeometry
      let padded = workspace + worker * paddedCount
      art_pad_picture(few + picture * fewCount, &sizes, padded)
      art_few_channels_forward(padded, kernel, &sizes, view.outputChannels, many + picture * manyCount)
    }
  }

  /// The input gradient of ``view``, some rows of a picture at a time: about 1,000 numbers.
  private func sumDots(
    _ many: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>, _ few: UnsafeMutablePointer<Float>,
    _ pool: ThreadPool
  ) {
    let rows = min(max(1024 / max(view.inputWidth * view.inputChannels, 1), 1), view.inputHeight)
    let blocks = (view.inputHeight + rows - 1) / rows
    pool.parallel(view.batch * blocks) { index in
      let (picture, block) = index.quotientAndRemainder(dividingBy: blocks)
      var sizes = view.patchGeometry
      art_few_channels_input_gradient(
        many + picture * manyCount, kernel, &sizes, view.outputChannels, block * rows,
        min((block + 1) * rows, view.inputHeight), few + picture * fewCount)
    }
  }

  package func kernelGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, kernelGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    let (few, many) = isMirrored ? (outputGradient, input) : (input, outputGradient)
    let (kernelCount, paddedCount, slicePictures) = (kernelCount, paddedCount, slicePictures)
    let sums = workspace + kernelCount
    let memory = sums + slices * kernelCount
    pool.parallel(slices) { slice, worker in
      var sizes = view.patchGeometry
      let padded = memory + worker * paddedCount
      let first = slice * slicePictures
      for picture in first..<min(first + slicePictures, view.batch) {
        art_pad_picture(few + picture * fewCount, &sizes, padded)
        art_few_channels_kernel_gradient(
          padded, many + picture * manyCount, &sizes, view.outputChannels, sums + slice * kernelCount,
          picture > first ? 1 : 0)
      }
    }
    art_add_parts(
      sums, slices, kernelCount, view.kernelShape.count, isMirrored ? workspace : kernelGradient)
    if isMirrored { mirrorKernel(workspace, kernelGradient, from: view) }
  }
}

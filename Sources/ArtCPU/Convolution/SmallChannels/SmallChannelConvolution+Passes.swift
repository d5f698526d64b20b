import ArtGraph
import ArtTensor
import CArtKernels

extension SmallChannelConvolution {
  func forward(
    input: UnsafePointer<Float>, kernel: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    isMirrored
      ? sumDots(input, kernel, output, pool) : multiplyWindows(input, kernel, output, workspace, pool)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Float>, kernel: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    isMirrored
      ? multiplyWindows(outputGradient, kernel, inputGradient, workspace, pool)
      : sumDots(outputGradient, kernel, inputGradient, pool)
  }

  private var fewCount: Int { view.inputHeight * view.inputWidth * view.inputChannels }
  private var manyCount: Int { view.outputHeight * view.outputWidth * view.outputChannels }

  /// The forward pass of ``view``, image by image.
  private func multiplyWindows(
    _ few: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>, _ many: UnsafeMutablePointer<Float>,
    _ workspace: UnsafeMutablePointer<Float>, _ pool: ThreadPool
  ) {
    let paddedCount = paddedCount
    pool.parallel(view.batch) { image, worker in
      var sizes = view.patchGeometry
      let padded = workspace + worker * paddedCount
      art_pad_image(few + image * fewCount, &sizes, padded)
      art_small_channels_forward(padded, kernel, &sizes, view.outputChannels, many + image * manyCount)
    }
  }

  /// The input gradient of ``view``, some rows of an image at a time: about 1,000 numbers.
  private func sumDots(
    _ many: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>, _ few: UnsafeMutablePointer<Float>,
    _ pool: ThreadPool
  ) {
    let rows = min(max(1024 / max(view.inputWidth * view.inputChannels, 1), 1), view.inputHeight)
    let blocks = (view.inputHeight + rows - 1) / rows
    pool.parallel(view.batch * blocks) { index in
      let (image, block) = index.quotientAndRemainder(dividingBy: blocks)
      var sizes = view.patchGeometry
      art_small_channels_input_gradient(
        many + image * manyCount, kernel, &sizes, view.outputChannels, block * rows,
        min((block + 1) * rows, view.inputHeight), few + image * fewCount)
    }
  }

  func kernelGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, kernelGradient: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>, pool: ThreadPool
  ) {
    let (few, many) = isMirrored ? (outputGradient, input) : (input, outputGradient)
    let (kernelCount, paddedCount, sliceImages) = (kernelCount, paddedCount, sliceImages)
    let sums = workspace + kernelCount
    let memory = sums + slices * kernelCount
    pool.parallel(slices) { slice, worker in
      var sizes = view.patchGeometry
      let padded = memory + worker * paddedCount
      let first = slice * sliceImages
      for image in first..<min(first + sliceImages, view.batch) {
        art_pad_image(few + image * fewCount, &sizes, padded)
        art_small_channels_kernel_gradient(
          padded, many + image * manyCount, &sizes, view.outputChannels, sums + slice * kernelCount,
          image > first ? 1 : 0)
      }
    }
    art_add_parts(
      sums, slices, kernelCount, view.kernelCount, isMirrored ? workspace : kernelGradient)
    if isMirrored { mirrorKernel(workspace, kernelGradient, from: view) }
  }
}

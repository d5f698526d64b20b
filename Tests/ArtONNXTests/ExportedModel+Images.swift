import ArtCPU
import ArtFiles
import ArtGAN
import ArtKeras
import ArtMedia
import ArtNN
import ArtTensor

@testable import ArtONNX

extension ExportedModel {
  /// Writes the model, and what artpipe makes of some inputs: `NAME.onnx`, `NAME.keras` where Keras has its layers,
  /// `NAME.1.safetensors` and the weights for
  /// `Tools/interop/compare.py`.
  func write(into folder: String) throws {
    let checkpoint = try checkpoint()
    try ONNXModel(checkpoint, options).write(to: .typed("\(folder)/\(description).onnx"), version: "test")
    if !options.isBytes, options.direction == .forward {
      try RunFolder("\(folder)/weights").create()
      try checkpoint.write(to: .typed("\(folder)/weights/\(description).safetensors"))
    }
    if !options.isBytes, (try? KerasGenerator.check(checkpoint.definition, direction: options.direction)) != nil {
      try KerasGenerator(checkpoint, direction: options.direction).write(
        to: .typed("\(folder)/\(description).keras"), version: "test")
    }
    let cases = checkpoint.definition.kind == .noise ? try samples(checkpoint) : try translations(checkpoint)
    for (index, contents) in cases.enumerated() {
      try SafetensorsWriter.write(contents, to: .typed("\(folder)/\(description).\(index + 1).safetensors"))
    }
  }

  private typealias Contents = [String: SafetensorsWriter.Content]

  /// Three images, and one.
  private func samples(_ checkpoint: Checkpoint) throws -> [Contents] {
    let definition = checkpoint.definition
    let sampler = try Sampler(checkpoint, device: CPUDevice(threads: 2))
    let (shape, size) = (definition.imageShape, definition.latent.size)
    return try [3, 1].map { count in
      var points = Array(definition.points(seed: UInt64(count), count: count))
      // A mixture of classes too.
      if let last = points.indices.last, definition.classes.count > 1 {
        points[last].replaceSubrange(size..<size + 2, with: [0.25, 0.75])
      }
      var contents: Contents = [
        "latents": .float32(Tensor(shape: [count, size], scalars: points.flatMap { $0[..<size] }))
      ]
      if !definition.classes.isEmpty {
        contents["classes"] = .float32(
          Tensor(shape: [count, definition.classes.count], scalars: points.flatMap { $0[size...] }))
      }
      if options.isBytes {
        let images = try sampler.images(points)
        contents["images"] = .uint8([count, shape[0], shape[1], shape[2]], images.flatMap(\.pixels))
      } else {
        var numbers: [Float] = []
        try sampler.forEachRaw(points) { numbers += Self.channelsFirst(Array($1), shape) }
        contents["images"] = .float32(Tensor(shape: [count, shape[2], shape[0], shape[1]], scalars: numbers))
      }
      return contents
    }
  }

  private func translations(_ checkpoint: Checkpoint) throws -> [Contents] {
    try ([nil] + sizes.map(Optional.some)).enumerated().map { place, size in
      let translator = try Translator(
        checkpoint, size: size, direction: options.direction, device: CPUDevice(threads: 2))
      let (size, inputs, outputs) = (translator.size, translator.inputChannels, translator.channels)
      let key = RandomKey(seed: UInt64(place))
      let count = size.height * size.width * inputs
      if options.isBytes {
        let bytes = key.uniforms(count: count).map { UInt8($0 * 255.99) }
        let image = try translator.translate(
          PixelImage(width: size.width, height: size.height, channels: inputs, pixels: bytes))
        return [
          "input": .uint8([1, size.height, size.width, inputs], bytes),
          "images": .uint8([1, size.height, size.width, outputs], image.pixels),
        ]
      }
      let numbers = key.uniforms(count: count).map { 2 * $0 - 1 }
      let result = try numbers.withUnsafeBufferPointer { try translator.translate(raw: $0) { Array($0) } }
      func content(_ numbers: [Float], _ channels: Int) -> SafetensorsWriter.Content {
        .float32(
          Tensor(
            shape: [1, channels, size.height, size.width],
            scalars: Self.channelsFirst(numbers, [size.height, size.width, channels])))
      }
      return ["input": content(numbers, inputs), "images": content(result, outputs)]
    }
  }

  private static func channelsFirst(_ image: [Float], _ shape: Shape) -> [Float] {
    let channels = shape.channels
    return (0..<channels).flatMap { channel in stride(from: channel, to: image.count, by: channels).map { image[$0] } }
  }
}

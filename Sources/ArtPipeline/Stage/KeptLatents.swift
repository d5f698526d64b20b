import ArtFiles
import ArtGAN
import ArtNN
import ArtSettings
import ArtTensor

/// Latents of a safetensors file, as ``ImageStream/writeTensor(to:metadata:by:advance:)`` and other programs write them:
/// what the generator is given, truncation applied.
struct KeptLatents: Sendable {
  static let key = "latents"
  /// The tensors' names: `[images, coordinates]` and `[images, classes]`.
  static let latents = "latents"
  static let classes = "classes"
  static let most = 1_000_000

  /// The file, as the document means it.
  let path: String
  private let latents: Tensor
  /// The weights of classes; nil where the file has none.
  private let classes: Tensor?

  var count: Int { latents.shape[0] }
  var hasClasses: Bool { classes != nil }

  /// Reads the setting `latents` and the file; nil where none is named, or where something is wrong with it.
  init?(_ reader: SettingsReader) {
    let path = reader.optionalPath(
      Self.key,
      "A safetensors file with a tensor 'latents' (images, coordinates) and, for models with classes, 'classes' (images, "
        + "classes): these images instead of those of a seed. The numbers are what the generator is given: no truncation is "
        + "applied to them.")
    guard let path else { return nil }
    do {
      self = try KeptLatents(path: path)
    } catch let error as PipelineError {
      reader.problem(at: Self.key, .outOfRange, error.message)
      return nil
    } catch {
      reader.problem(at: Self.key, .file, "\(error)")
      return nil
    }
  }

  private init(path: String) throws {
    self.path = path
    let file = try SafetensorsReader(path: path)
    func tensor(_ name: String) throws -> Tensor? {
      guard let shape = file.shape(of: name) else { return nil }
      guard shape.rank == 2, shape[1] > 0, (1...Self.most).contains(shape[0]) else {
        throw PipelineError(
          .data,
          "\(path): the tensor '\(name)' has the shape \(shape); expected two sides, the first from 1 to "
            + Counted.text(Self.most, "image"))
      }
      let tensor = try file.tensor(name)
      if let place = tensor.scalars.firstIndex(where: { !$0.isFinite }) {
        throw PipelineError(
          .data, "\(path): the tensor '\(name)' holds a number that is not finite, in row \(place / shape[1] + 1)")
      }
      return tensor
    }
    guard let latents = try tensor(Self.latents) else {
      let names = file.names.isEmpty ? "it holds none" : "it holds \(LatentChoice.list(file.names))"
      throw PipelineError(.data, "\(path): there is no tensor 'latents' in it; \(names)")
    }
    self.latents = latents
    classes = try tensor(Self.classes)
    if let classes, classes.shape[0] != latents.shape[0] {
      throw PipelineError(
        .data,
        "\(path): 'latents' are of \(Counted.text(latents.shape[0], "image")), and 'classes' of \(classes.shape[0])")
    }
  }

  /// Makes what the generator is given, by an image's number and its class's number.
  ///
  /// - Parameter hasLabels: Whether the document says of which class each image is.
  /// - Throws: ``PipelineError`` for latents of another model.
  func points(in model: ModelDefinition, hasLabels: Bool) throws(PipelineError) -> LatentChoice.Maker<[Float]> {
    let (size, count) = (latents.shape[1], model.classes.count)
    guard size == model.latent.size else {
      throw PipelineError(
        .data,
        "\(path): its latents have \(Counted.text(size, "number")) each, and \(model.id) takes \(model.latent.size)")
    }
    if let classes, classes.shape[1] != count {
      throw PipelineError(
        .data,
        "\(path): its tensor 'classes' has \(Counted.text(classes.shape[1], "weight")) for each image, and \(model.id) has "
          + (count == 0 ? "no classes" : Counted.text(count, "class", "classes")))
    }
    if classes == nil, count > 0, !hasLabels {
      throw PipelineError(
        .data, "\(path): it has no tensor 'classes', and \(model.id) is class-conditional: say which 'class' to draw")
    }
    return { [latents, classes] index, label in
      let weights =
        label.map { model.weights(ofClass: $0) }
        ?? classes.map { Array($0.scalars[(index * count)..<(index + 1) * count]) }
      return Array(latents.scalars[(index * size)..<(index + 1) * size]) + (weights ?? [])
    }
  }

  /// What the images follow from.
  var fingerprint: SettingValue {
    var hasher = SHA256()
    for tensor in [latents, classes].compactMap(\.self) {
      hasher.update(Array("\(tensor.shape)\n".utf8))
      hasher.update(
        tensor.scalars.flatMap { number in withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) } })
    }
    return SettingValue(hasher.finish().hex)
  }
}

import ArtData
import ArtFiles
import ArtGAN
import ArtMedia
import ArtSettings

/// Images that a training shall go towards: those of points that a person chose, made by the model that it starts from and
/// shown to the discriminator among the real ones.
struct FavouredImages: Sendable {
  /// The points' file, as the document means it.
  let path: String
  let points: [NamedPoint]
  /// The share of the images that training sees.
  let weight: Double

  /// Reads the settings `favour` and `favourWeight`, and the file; nil where nothing is favoured, or where something is
  /// wrong with it.
  init?(_ settings: SettingsReader) {
    let path = settings.optionalPath(
      "favour",
      "Points of a file, NAME\(PointsFile.ending), such as choices.artpoints.json of 'artpipe choose': their images, made by "
        + "the model that training starts from, are learnt among the real ones.")
    let weight = settings.number(
      "favourWeight", default: 0.2, in: .above(0, to: 0.9), "Of 'favour': the share of these images in what is learnt.")
    guard let path else {
      if settings.has("favourWeight"), !settings.has("favour") {
        settings.problem(at: "favourWeight", .conflict, "it goes with 'favour', which names the points")
      }
      return nil
    }
    guard let file = settings.pointsFile(path, at: "favour") else { return nil }
    points = file.points
    if points.isEmpty {
      settings.problem(at: "favour", .outOfRange, "\(path) has no points; keep some in it first: artpipe choose")
    }
    (self.path, self.weight) = (path, weight)
  }

  /// What follows from them besides the model that makes them.
  var fingerprint: SettingValue {
    let bare = points.map { NamedPoint(latent: $0.latent, classes: $0.classes, truncation: $0.truncation) }
    return ["points": SettingValue(SHA256.hash(PointsFile(points: bare).text).hex), "weight": SettingValue(weight)]
  }

  /// The images to learn with the favoured ones behind them, each as often as the weight asks for.
  ///
  /// - Parameters:
  ///   - dataset: The real images.
  ///   - indices: Those to learn; nil for all.
  ///   - context: Has the model that training starts from.
  /// - Throws: ``PipelineError`` for points of another model.
  func added(
    to dataset: Dataset, indices: [Int]?, _ context: StageContext
  ) throws -> (dataset: Dataset, indices: [Int]) {
    let start = try context.inputs.trainedModel().checkpoint()
    guard start.definition.imageShape == dataset.imageShape else {
      throw PipelineError(.data, "the model that training starts from makes images of another size than the document's")
    }
    let inputs = try points.map { point in
      do throws(LatentError) {
        return try start.definition.point(of: point)
      } catch {
        throw PipelineError(.data, "\(path): \(error)")
      }
    }
    let images = try Sampler(start, device: context.execution.device).images(inputs)
    let real = indices ?? Array(0..<dataset.count)
    let times = max(1, (weight * Double(real.count) / ((1 - weight) * Double(images.count))).rounded())
    let added = (0..<images.count).map { dataset.count + $0 }
    context.observer(
      .note("\(Counted.text(images.count, "image")) of \(path) learnt \(Counted.text(Int(times), "time")) an epoch"))
    let labels = dataset.labels.map { known in
      known
        + inputs.map { point in
          // Of a mixture, the class that there is most of.
          let weights = Array(point.dropFirst(start.definition.latent.size))
          let label = weights.indices.max { weights[$0] < weights[$1] } ?? 0
          // A model of other classes is refused where training begins.
          return min(label, dataset.classNames.count - 1)
        }
    }
    let whole = try Dataset(
      name: dataset.name, height: dataset.height, width: dataset.width, channels: dataset.channels,
      pixels: dataset.pixels + images.flatMap { $0.premultiplied().pixels }, labels: labels,
      classNames: dataset.classNames, rejected: dataset.rejected, others: dataset.others)
    return (whole, real + (0..<Int(times)).flatMap { _ in added })
  }
}

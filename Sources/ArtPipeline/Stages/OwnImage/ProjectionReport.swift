import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtMedia
import ArtSettings

/// How near a projection came to its images, as a file and in a line.
struct ProjectionReport {
  private let value: SettingValue
  /// A line for people.
  let words: String

  /// - Parameters:
  ///   - originals: The images, in the form of the model's.
  ///   - found: What was found of each.
  ///   - images: The images at the points that were found: by the model, and by the tuned one where there is one.
  init(
    _ stage: ProjectStage, _ definition: ModelDefinition, originals: [PixelImage], found: [SearchState.Found],
    images: [[PixelImage]]
  ) {
    var entries: [SettingValue] = []
    var errors = [Double](repeating: 0, count: images.count)
    for (index, original) in originals.enumerated() {
      let best = found[index].found[0]
      var entry: SettingValue = [
        "name": SettingValue(stage.images.names[index]),
        "file": SettingValue(Paths.split(stage.images.files[index]).name),
      ]
      if let label = best.point.dropFirst(definition.latent.size).firstIndex(of: 1) {
        entry["class"] = SettingValue(definition.classes[label - definition.latent.size].name)
      }
      for (number, key) in ["found", "tuned"].prefix(images.count).enumerated() {
        let difference = ImageDifference(images[number][index], original)
        entry[key] = difference.value
        errors[number] += difference.absolute / Double(originals.count)
      }
      entry["start"] = SettingValue(best.start + 1)
      entry["searches"] = SettingValue(
        found[index].found.map {
          ["start": SettingValue($0.start + 1), "loss": .rounded($0.loss), "pixels": .rounded($0.pixels)]
        })
      entry["starts"] = SettingValue(found[index].starts.map { SettingValue.rounded($0) })
      entries.append(entry)
    }
    value = ["model": SettingValue(definition.id), "images": SettingValue(entries)]
    func percent(_ error: Double) -> String { "\((error * 1000).rounded() / 10) %" }
    words =
      "The difference to \(originals.count == 1 ? "the image" : "the images") is \(percent(errors[0])) of the way from "
      + "black to white on average" + (errors.count > 1 ? ", and \(percent(errors[1])) after tuning" : "") + "."
  }

  var text: String { value.prettyJSON }

  /// Whether JSON has the form of a report.
  static func hasForm(_ json: SettingValue?) -> Bool {
    guard let json, json.members?.map(\.key) == ["model", "images"], let images = json["images"]?.array else {
      return false
    }
    return images.allSatisfy { image in ["name", "file", "found", "searches", "starts"].allSatisfy { image[$0] != nil }
    }
  }
}

/// How far an image is from another of the same form.
struct ImageDifference {
  /// The mean absolute difference; black and white are 1 apart.
  let absolute: Double
  /// The peak signal-to-noise ratio in decibels; nil for equal images.
  let peakRatio: Double?

  init(_ image: PixelImage, _ other: PixelImage) {
    var (sum, squares) = (0, 0)
    for (a, b) in zip(image.pixels, other.pixels) {
      let difference = Int(a) - Int(b)
      sum += abs(difference)
      squares += difference * difference
    }
    let count = Double(max(image.pixels.count, 1))
    absolute = Double(sum) / count / 255
    peakRatio = squares == 0 ? nil : PeakSignalToNoise.decibels(squares: Double(squares), count: count)
  }

  var value: SettingValue {
    var value: SettingValue = ["error": .rounded(absolute)]
    value["psnr"] = peakRatio.map { SettingValue.rounded($0) }
    return value
  }
}

extension SettingValue {
  /// A number for people, to a hundred thousandth.
  static func rounded(_ number: some BinaryFloatingPoint) -> SettingValue {
    SettingValue((Double(number) * 1e5).rounded() / 1e5)
  }
}

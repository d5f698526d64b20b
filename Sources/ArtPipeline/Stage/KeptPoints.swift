import ArtGAN
import ArtSettings

/// Points of a file that a document names, all of them or some.
struct KeptPoints: Sendable {
  /// The file, as the document means it.
  let path: String
  let file: PointsFile
  /// Those that are used, in order.
  let points: [NamedPoint]
  /// The setting that says how many there are.
  let key: String

  /// Reads the settings `points` and `pointNames`, and the file; nil where none is named, or where something is wrong with
  /// it.
  init?(_ reader: SettingsReader) {
    let path = reader.optionalPath(
      "points",
      "Points of a file, NAME\(PointsFile.ending), instead of those of a seed: favourites, projections, choices.")
    let names = reader.names(
      "pointNames", "The points of the file to use, by their names or their numbers from 1; all where not given.")
    guard let path else {
      if names != nil, reader.log.isEmpty {
        reader.problem(at: "pointNames", .conflict, "name the file of these points with 'points'")
      }
      return nil
    }
    guard let file = reader.pointsFile(path, at: "points") else { return nil }
    self.init(path: path, file: file, names: names, reader)
  }

  private init?(path: String, file: PointsFile, names: [String]?, _ reader: SettingsReader) {
    self.path = path
    self.file = file
    key = names == nil ? "points" : "pointNames"
    points = (names ?? []).compactMap(file.point(named:)) + (names == nil ? file.points : [])
    for name in names ?? [] where file.point(named: name) == nil {
      let (message, suggestion) = file.lack(ofPoint: name, path: path)
      reader.problem(at: "pointNames", .unknownName, message, suggestion: suggestion)
    }
    guard !points.isEmpty else {
      if reader.log.isEmpty { reader.problem(at: key, .outOfRange, "\(path) has no points; keep some in it first") }
      return nil
    }
  }

  /// What the generator is given for each point.
  ///
  /// - Parameter truncation: In the place of what the file says, where the document says something.
  /// - Throws: ``PipelineError`` for points of another model.
  func points(in model: ModelDefinition, truncation: Double?) throws(PipelineError) -> [[Float]] {
    var made: [[Float]] = []
    for (index, kept) in points.enumerated() {
      var kept = kept
      if let truncation { kept.truncation = truncation }
      do throws(LatentError) {
        made.append(try model.point(of: kept))
      } catch {
        throw PipelineError(.data, "\(path), point \(kept.name.map { "'\($0)'" } ?? "\(index + 1)"): \(error)")
      }
    }
    return made
  }

  /// What the points follow from.
  var fingerprint: SettingValue {
    // Names do not change images.
    let bare = points.map { NamedPoint(latent: $0.latent, classes: $0.classes, truncation: $0.truncation) }
    return SettingValue(PointsFile(points: bare).text)
  }
}

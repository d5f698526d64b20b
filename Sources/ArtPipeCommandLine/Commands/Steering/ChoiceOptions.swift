import ArgumentParser
import ArtFiles
import ArtGAN
import ArtPipeline

/// What a session of `artpipe choose` begins with.
struct ChoiceOptions: ParsableArguments {
  @Option(help: "For a new session: seeds it; 1 by default.")
  var seed: UInt64?
  @Option(help: "For a new session: images on a sheet, from 6 to 60; 20 by default.")
  var count: Int?
  @Option(
    name: .customLong("class"),
    help: "For a new session of a class-conditional model: the classes of new images by name or number (3,7).")
  var classes: String?
  @Option(help: "For a new session: the truncation; the model's own where not given.")
  var truncation: Double?
  @Option(
    help: "For a new session: a file of directions along which favourites are moved too.", completion: .pointsFile)
  var directions: String?

  func validate() throws {
    if let count, !ChoiceSession.counts.contains(count) {
      throw ValidationError(
        "--count \(count): expected from \(ChoiceSession.counts.lowerBound) to \(ChoiceSession.counts.upperBound)")
    }
    if let truncation, !(0...2).contains(truncation) {
      throw ValidationError("--truncation \(truncation): expected from 0 to 2")
    }
  }

  /// The first of them that is given.
  var given: String? {
    [
      ("--seed", seed != nil), ("--count", count != nil), ("--class", classes != nil),
      ("--truncation", truncation != nil), ("--directions", directions != nil),
    ].first(where: \.1)?.0
  }

  /// The session before its first sheet.
  ///
  /// - Throws: For classes that the model does not have, and for a file without directions.
  func begin(with model: ModelDefinition) throws -> ChoiceSession {
    let known = model.classes.map(\.name)
    let names = try (classes?.split(separator: ",").map(String.init) ?? []).map { name in
      if known.contains(name) { return name }
      if let label = Int(name), known.indices.contains(label) { return known[label] }
      throw PipelineError(
        .data,
        known.isEmpty
          ? "--class \(name): the model \(model.id) is not class-conditional"
          : "--class \(name): the model has no such class; its classes are "
            + known.prefix(20).joined(separator: ", "))
    }
    let found = try directions.map { try PointsFile(readingFrom: Paths.resolve($0)).directions }
    if let path = directions, found?.isEmpty == true {
      throw PipelineError(.data, "\(path): this file has no directions; 'artpipe directions' writes one that has")
    }
    return ChoiceSession(
      seed: seed ?? 1, count: count ?? ChoiceSession.usualCount, classes: names, truncation: truncation,
      directions: found ?? [])
  }
}

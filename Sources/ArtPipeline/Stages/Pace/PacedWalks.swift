import ArtFiles
import ArtGAN
import ArtMedia
import ArtSettings

/// Walks side by side that are to have a constant pace: what is measured, and what is kept of it in the run folder.
struct PacedWalks {
  let model: ModelArtifact
  let distance: VisualDistance
  /// Each is laid when it is first needed.
  let paths: [Lazy<ModelPath, any Error>]
  /// The pieces of each.
  let pieces: Int
  /// When scenes or keyframes come by the clock.
  let time: SceneTime
  /// Which transitions keep their length.
  let isFixed: [Bool]
  let framesPerSecond: Double

  static func recordName(id: String) -> String { "\(id)-pace.json" }
  static func chartName(id: String) -> String { "\(id)-speed.png" }
  static func outputNames(id: String) -> [String] { [recordName(id: id), chartName(id: id)] }

  /// Measures the pace, and writes down what was found.
  ///
  /// - Returns: The walks' times, and the files that were written.
  func run(_ context: StageContext) throws -> (times: [any TimeMap], files: [String]) {
    let meter = try ChangeMeter(model.checkpoint(), by: distance, device: context.execution.device)
    context.execution.programs.add("measuring the pace", meter.plan)
    var record = PaceRecord(distance: distance, framesPerSecond: framesPerSecond)
    let search = PaceSearch(pieces: pieces) { [time, isFixed] lengths in
      time.sharingFrames(by: lengths, isFixed: isFixed).scenes.map(\.transition)
    }
    let total = search.mostPlaces * paths.count
    for (number, path) in paths.enumerated() {
      try context.stop.check()
      let path = try path.value()
      var done = number * search.mostPlaces
      let found = try search { places in
        defer { done += places.count }
        return try meter.changes(alongPoints: places.count, { path[places[$0]] }) { measured in
          try context.stop.check()
          context.observer(
            .progress(
              StageProgress(
                stage: context.id, done: done + measured, total: total, unit: "image", doing: "measuring the pace")))
        }
      }
      record.walks.append(PaceRecord.Walk(found, plain: time, paced: shared(by: found.pace)))
    }
    tell(record, context)
    // Outside of a run folder nobody asked for files.
    guard context.cache != nil else { return (times(record.walks.map(\.pace)), []) }
    try context.folder.create()
    let (text, chart) = (Self.recordName(id: context.id), Self.chartName(id: context.id))
    try context.folder.file(text).write(record.encoded())
    try PNGFormat().write(record.chart(), to: context.folder.file(chart), ImageOptions(metadata: context.recipe))
    return (times(record.walks.map(\.pace)), [text, chart])
  }

  /// The walks' times from what an earlier run has written.
  ///
  /// - Throws: ``UnusableOutput`` for a record that cannot be of these walks.
  func restore(_ context: StageContext) throws -> [any TimeMap] {
    let name = Self.recordName(id: context.id)
    do {
      let record = try PaceRecord(reading: context.folder.file(name))
      try record.validate(walks: paths.count, pieces: pieces, by: distance)
      return times(record.walks.map(\.pace))
    } catch let error as UnreadableField {
      throw UnusableOutput(name, because: "it cannot be used: \(error)")
    }
  }

  private func shared(by pace: Pace) -> SceneTime { time.sharingFrames(by: pace.lengths, isFixed: isFixed) }

  private func times(_ paces: [Pace]) -> [any TimeMap] { paces.map { PacedTime(shared(by: $0), pace: $0) } }

  private func tell(_ record: PaceRecord, _ context: StageContext) {
    guard let before = record.walks.map(\.ratioBefore).max(), let after = record.walks.map(\.ratioAfter).max() else {
      return
    }
    context.observer(
      .note(
        "the largest change from frame to frame was \(Counted.text((before * 100).rounded() / 100)) times the mean one, and "
          + "is \(Counted.text((after * 100).rounded() / 100)) times now, by \(distance.rawValue)"))
  }
}

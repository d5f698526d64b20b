import ArtFiles
import ArtPipeline
import ArtSettings

/// What a report tells of each stage: what it does, how long it took and which files it wrote.
struct ReportStages {
  let run: ReportedRun

  var all: [ReportData.Stage] {
    run.stages.map { stage in
      .init(
        id: stage.id, kind: stage.kind, does: run.tools.stages[stage.kind]?.summary ?? "",
        status: stage.status.rawValue, seconds: stage.seconds.map { ($0 * 10).rounded() / 10 }, files: files(of: stage))
    }
  }

  private func files(of stage: Manifest.StageRecord) -> [String] {
    func size(_ files: [Manifest.FileRecord]) -> String { ByteCount.text(Double(files.reduce(0) { $0 + $1.bytes })) }
    guard !stage.outputs.isEmpty else { return [] }
    if run.isShared { return ["\(Counted.text(stage.outputs.count, "file")), \(size(stage.outputs))"] }
    var (folders, files) = ([String](), [String: [Manifest.FileRecord]]())
    for file in stage.outputs {
      let folder = file.file.contains("/") ? Paths.split(file.file).folder : ""
      if files[folder] == nil { folders.append(folder) }
      files[folder, default: []].append(file)
    }
    return folders.flatMap { folder -> [String] in
      let inside = files[folder] ?? []
      if inside.count > 4, !folder.isEmpty { return ["\(folder)/: \(inside.count) files, \(size(inside))"] }
      return inside.map { "\($0.file), \(size([$0]))" }
    }
  }
}

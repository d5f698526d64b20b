public import ArtFiles

/// A page about a run in the run's own folder. The manifest records it. What somebody put there under its name is moved
/// aside, and never replaced.
public struct RunPage: Sendable {
  /// The page that each run ends with.
  public static let report = RunPage("report.html")
  /// The one to send to others.
  public static let sharedReport = RunPage("report-share.html")

  /// The name in the run folder.
  public let name: String

  private init(_ name: String) { self.name = name }

  /// Writes the page, which appears whole or not at all. One that is the same already stays.
  ///
  /// - Parameters:
  ///   - folder: The run's.
  ///   - observer: Hears of what was moved aside.
  ///   - body: Writes the content.
  /// - Returns: The page's path.
  /// - Throws: ``PipelineError`` also where another process writes the run, or a stage of the run writes the file.
  @discardableResult
  public func write(
    in folder: RunFolder, observer: PipelineObserver = { _ in }, _ body: (FileWriter) throws -> Void
  ) throws(PipelineError) -> String {
    do {
      let lock = try RunLock(folder, writing: [name])
      defer { withExtendedLifetime(lock) {} }
      try replace(in: folder, observer, body)
      return folder.path(of: name)
    } catch {
      throw PipelineError(wrapping: error)
    }
  }

  private func replace(
    in folder: RunFolder, _ observer: PipelineObserver, _ body: (FileWriter) throws -> Void
  ) throws {
    guard case .manifest(var manifest, _) = try Manifest.find(in: folder) else {
      throw PipelineError(
        .data,
        "\(folder.path(of: Manifest.fileName)): it is missing or damaged, so the folder cannot keep a page; give "
          + "--output another path")
    }
    if let stage = manifest.stages.first(where: { $0.outputs.contains { $0.file == name } }) {
      throw PipelineError(
        .cannotWrite,
        "\(folder.path(of: name)): the stage '\(stage.id)' writes this file, so the report has no place; give the "
          + "stage's 'file' another name, or the report another --output")
    }
    let known = (manifest.pages ?? []).filter { $0.file == name }
    let isOwn = try known.contains { try $0.damage(in: folder) == nil }
    // A place that is taken by a folder fails at the writer, so it is made free first.
    if !isOwn { try moveAside(in: folder, &manifest, observer) }
    let writer = try FileWriter(folder.file(name))
    try body(writer)
    let content = try writer.contents()
    let record = Manifest.FileRecord(file: name, bytes: content.count, sha256: SHA256.hash(content))
    if isOwn, known == [record] { return }
    // A process that is killed in between leaves the old page or the new one: the manifest knows both.
    manifest.pages = (manifest.pages ?? []).filter { $0 != record } + [record]
    try manifest.write(in: folder)
    try writer.commit()
    guard known.contains(where: { $0 != record }) else { return }
    manifest.pages = (manifest.pages ?? []).filter { $0.file != name } + [record]
    try manifest.write(in: folder)
  }

  private func moveAside(
    in folder: RunFolder, _ manifest: inout Manifest, _ observer: PipelineObserver
  ) throws {
    guard let kind = try folder.kind(of: name), kind != .link else { return }
    let reason = "artpipe did not write it, or it was changed since"
    let other = try folder.freeName(for: name)
    manifest.movedAside =
      (manifest.movedAside ?? []) + [Manifest.AsideRecord(name: name, movedTo: other, reason: reason, files: [])]
    try manifest.write(in: folder)
    try folder.rename(name, to: other)
    observer(.warning("\(folder.path(of: name)) is kept as \(other), because \(reason)"))
  }
}

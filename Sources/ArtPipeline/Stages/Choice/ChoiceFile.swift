public import ArtFiles
public import ArtGAN
import ArtSettings

/// The file that a session of choices is kept in. Every choice is written at once, so that nothing is lost whenever the
/// session ends.
public struct ChoiceFile: Sendable {
  private let folder: RunFolder
  private let name: String
  private let checkpoint: Checkpoint
  public private(set) var session: ChoiceSession
  /// The file as it was; nil for a new one.
  private var earlier: PointsFile?

  public var path: String { folder.path(of: name) }

  /// Opens the session that is there.
  ///
  /// - Throws: `Problems` for a file that holds none, ``PipelineError`` for one of another model.
  public init(opening name: String, in folder: RunFolder, of checkpoint: Checkpoint) throws {
    let file = try PointsFile(readingFrom: folder.file(name))
    session = try ChoiceSession(in: file, at: folder.path(of: name))
    (self.folder, self.name, self.checkpoint, earlier) = (folder, name, checkpoint, file)
    guard let hash = file.model?.hash, hash != (try checkpoint.generatorHash().hex) else { return }
    let other = (file.model?.id).map { $0 == checkpoint.definition.id ? "other weights of \($0)" : "the model \($0)" }
    throw PipelineError(
      .data,
      "\(path): these choices were made with \(other ?? "another model"), not with this one; name another file with "
        + "--output, or begin anew with --new, which keeps them under another name")
  }

  /// Begins a session. One that is there keeps its choices under another name.
  ///
  /// - Returns: What the earlier file is called now; nil where there was none.
  /// - Throws: ``PipelineError`` or `FileError` where the file cannot be written.
  public static func begin(
    _ session: ChoiceSession, in folder: RunFolder, named name: String, of checkpoint: Checkpoint
  ) throws -> (file: ChoiceFile, aside: String?) {
    try folder.checkReplaceable(name)
    // A session that this model cannot have is refused before anything is moved.
    _ = try session.newestSheet(of: checkpoint.definition)
    try folder.create()
    var aside: String?
    if folder.exists(name) {
      let stem = name.hasSuffix(PointsFile.ending) ? String(name.dropLast(PointsFile.ending.count)) : name
      var number = 1
      while folder.exists("\(stem).\(number)\(PointsFile.ending)") { number += 1 }
      let free = "\(stem).\(number)\(PointsFile.ending)"
      try folder.rename(name, to: free)
      aside = folder.path(of: free)
    }
    let file = ChoiceFile(folder: folder, name: name, checkpoint: checkpoint, session: session)
    try file.write()
    return (file, aside)
  }

  private init(folder: RunFolder, name: String, checkpoint: Checkpoint, session: ChoiceSession) {
    (self.folder, self.name, self.checkpoint, self.session) = (folder, name, checkpoint, session)
  }

  /// Keeps images of the newest sheet.
  ///
  /// - Throws: `ChoiceError` for numbers that cannot be kept, `FileError` where the file cannot be written; the session is
  ///   as before then.
  public mutating func keep(_ numbers: [Int]) throws {
    try change { (session) throws(ChoiceError) in try session.keep(numbers) }
  }

  /// Takes the last choice back.
  ///
  /// - Throws: As ``keep(_:)``.
  public mutating func undo() throws {
    try change { (session) throws(ChoiceError) in try session.undo() }
  }

  private mutating func change(_ body: (inout ChoiceSession) throws(ChoiceError) -> Void) throws {
    var next = self
    do throws(ChoiceError) {
      try body(&next.session)
    } catch {
      throw PipelineError(.data, "\(error)")
    }
    try next.write()
    self = next
  }

  private func write() throws {
    try folder.checkReplaceable(name)
    try session.file(for: checkpoint, replacing: earlier).write(to: folder.file(name))
  }

  /// What the newest sheet shows, in a sentence.
  public func words() throws -> String {
    let sheet = try session.newestSheet(of: checkpoint.definition).sheet
    var parts: [(kind: String, first: Int, last: Int)] = []
    for (index, place) in sheet.places.enumerated() {
      let kind =
        switch place.origin {
        case .kept: "kept"
        case .child: "children"
        case .moved: "moved along directions"
        case .newcomer: "new"
        }
      if parts.last?.kind == kind {
        parts[parts.count - 1].last = index + 1
      } else {
        parts.append((kind, index + 1, index + 1))
      }
    }
    let list = parts.map { $0.first == $0.last ? "\($0.first) \($0.kind)" : "\($0.first)–\($0.last) \($0.kind)" }
    return "sheet \(sheet.number): \(list.joined(separator: ", "))"
  }
}

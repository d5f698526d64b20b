import ArtFiles
import ArtGAN
import ArtNN
import ArtTensor

/// Where long work of a stage stands: its numbers, and how much is done. It is kept in a file of the run folder that is gone
/// when the work is done.
///
/// The file tells which work it is of, so that the manifest need not be there, and carries a hash of its content. What cannot
/// be gone on from is moved aside, and the work begins anew.
struct StageState {
  /// A kind of work that is kept so.
  struct Kind {
    /// The end of the file's name: `search` for `project.search.safetensors`.
    let ending: String
    let format: SafetensorsFormat
    /// In words, behind "it is no": `training of a classifier`.
    let words: String

    /// The name in the run folder.
    func name(id: String) -> String { "\(id).\(ending).safetensors" }
  }

  /// What an earlier run left behind.
  enum Found {
    case nothing
    case state(tensors: [String: Tensor], done: Int)
    /// It cannot be gone on from, for this reason, as the end of a sentence.
    case unusable(because: String)
  }

  private let context: StageContext
  private let kind: Kind
  private var name: String { kind.name(id: context.id) }

  /// How much is done.
  private static let done = "step"
  private static let key = "key"
  /// Far more than any work has.
  private static let most = 1_000_000_000_000

  static let others = "the settings, the images or the seed were others"

  init(_ kind: Kind, _ context: StageContext) {
    (self.kind, self.context) = (kind, context)
  }

  /// Writes it, where there is a run folder to keep it in.
  ///
  /// - Parameter done: How much is done, in units of the work: steps, or images.
  func write(_ tensors: [String: Tensor], done: Int) throws {
    guard let cache = context.cache else { return }
    let metadata = [Self.done: String(done), Self.key: cache.key.hex]
    try SafetensorsWriter.write(
      tensors, metadata: kind.format.metadata(metadata), to: context.folder.file(name))
  }

  /// Reads it, and changes nothing.
  ///
  /// - Parameters:
  ///   - amounts: How much can be done.
  ///   - shapes: Those of the tensors where so much is done; nil for what the work itself checks.
  /// - Throws: an error for a file that cannot be reached, or that a newer program wrote.
  func read(
    _ amounts: ClosedRange<Int> = 0...most, shapes: (_ done: Int) -> [String: Shape]? = { _ in nil }
  ) throws -> Found {
    guard let cache = context.cache else { return .nothing }
    switch try context.folder.kind(of: name) {
    // What is written takes a link's place.
    case .link, nil: return .nothing
    case .folder, .special: return .unusable(because: "it is no file")
    case .file: break
    }
    guard !cache.isForced else { return .unusable(because: "of --force") }
    do {
      return try Self.content(
        of: SafetensorsReader(context.folder.file(name)), kind, key: cache.key.hex, amounts, shapes: shapes)
    } catch {
      guard Checkpoint.isDamage(error) else { throw error }
      return .unusable(because: context.reason(error, name))
    }
  }

  /// What a file holds for the work of a key.
  ///
  /// - Throws: `SafetensorsError` for a damaged file; ``PipelineError`` for one that a newer program wrote.
  static func content(
    of file: SafetensorsReader, _ kind: Kind, key: String, _ amounts: ClosedRange<Int>,
    shapes: (_ done: Int) -> [String: Shape]?
  ) throws -> Found {
    try kind.format.verify(file)
    do throws(SafetensorsFormat.Mismatch) {
      try kind.format.check(file)
    } catch {
      guard case .newer(let format) = error else { return .unusable(because: "it is no \(kind.words)") }
      throw PipelineError(
        .data, "\(file.path) was written by a newer artpipe (format '\(format)'): update artpipe to read it")
    }
    guard file.metadata[Self.key] == key else { return .unusable(because: others) }
    guard let done = file.metadata[Self.done].flatMap({ Int($0) }), amounts.contains(done) else {
      return .unusable(because: "it does not tell how much of the \(kind.words) is done")
    }
    if let shapes = shapes(done) {
      let odd = Set(file.names).union(shapes.keys).sorted().first { file.shape(of: $0) != shapes[$0] }
      if let odd { return .unusable(because: "its tensor '\(odd)' is not that of the \(kind.words)") }
    }
    var tensors: [String: Tensor] = [:]
    for name in file.names {
      let tensor = try file.tensor(name)
      guard tensor.isFinite else {
        return .unusable(because: "its tensor '\(name)' holds a value that is no finite number")
      }
      tensors[name] = tensor
    }
    return .state(tensors: tensors, done: done)
  }

  /// Moves the file aside.
  func moveAside(because reason: String) throws { try context.moveAside(name, because: reason) }

  /// A file that stays does no harm: it is used only by the work that it belongs to.
  func remove() { try? context.folder.remove(name) }
}

extension StageContext {
  /// Why files of long work that lie there make room for those that the stage writes; nil where there are none, and where
  /// they are of this very work: it writes the same bytes over them.
  func reasonToMakeRoom(for names: [String]) throws -> String? {
    guard let cache else { return nil }
    let isThere = try names.contains { name in
      guard let kind = try self.folder.kind(of: name) else { return false }
      return kind != .link
    }
    guard isThere else { return nil }
    if cache.isForced { return "of --force" }
    guard let previous = cache.previous else { return "manifest.json does not list it" }
    return previous.key == cache.key ? nil : StageState.others
  }
}

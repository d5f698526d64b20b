import Foundation

/// The last few checkpoints that were due by the document, to go back to.
///
/// A stop by the user writes a checkpoint as well, but none of these: a training that was stopped and gone on with goes
/// back to where one goes back to that was not.
struct RollBackPoints {
  let files: TrainingFiles

  /// So many stay: the last one may be spoilt already, with numbers that are still finite and far too large.
  static let most = 3

  /// Those that are there, by their steps, the newest first.
  var all: [RollBackPoint] {
    let path = files.folder.path(of: files.rollBackPoints)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.compactMap { name in Int(name).map { RollBackPoint(files: files, step: $0) } }
      .filter(\.isWhole).sorted { $0.step > $1.step }
  }

  func mark(atStep step: Int) throws {
    try RollBackPoint(files: files, step: step).mark()
    for old in all.dropFirst(Self.most) { old.clear() }
  }

  /// Removes the points of steps after one.
  func remove(after step: Int) {
    for later in all where later.step > step { later.clear() }
  }

  /// Where to go back to: the newest point, or, where that was gone back to before and led nowhere, the one before it.
  func choice(notAgain last: Int?) -> RollBackPoint? {
    let all = all
    return all.first.map { $0.step == last } == true && all.count > 1 ? all[1] : all.first
  }

  func clear() { try? FileManager.default.removeItem(atPath: files.folder.path(of: files.rollBackPoints)) }
}

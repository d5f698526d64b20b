import ArtSettings
public import Foundation

/// The folder that a run writes into. Nothing in it is ever half-written: files appear under their names when they are
/// whole.
public struct RunFolder: Hashable, Sendable {
  /// The folder's path, as the user gave it.
  public let path: String

  public init(_ path: String) {
    self.path = resolvePath(path, from: nil)
  }

  /// The path of something in the folder.
  public func path(of name: String) -> String { "\(path)/\(name)" }

  /// Makes the folder, or one in it.
  ///
  /// - Throws: ``PipelineError`` if that cannot be.
  public func create(_ name: String? = nil) throws {
    let path = name.map { self.path(of: $0) } ?? self.path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw PipelineError(.cannotWrite, "\(path): the folder cannot be made: \(Self.obstacle(to: path))")
    }
    guard FileManager.default.isWritableFile(atPath: path) else {
      throw PipelineError(.cannotWrite, "\(path): the folder cannot be written to")
    }
  }

  /// Checks that the folder can be made, without making it.
  ///
  /// - Throws: ``PipelineError`` if it cannot.
  public func checkWritable() throws {
    if let obstacle = Self.findObstacle(to: path) {
      throw PipelineError(.cannotWrite, "\(path): the folder cannot be made: \(obstacle)")
    }
  }

  /// Writes a small file as a whole.
  ///
  /// - Throws: ``PipelineError`` if that cannot be.
  public func write(_ data: Data, to name: String) throws {
    do {
      try data.write(to: URL(fileURLWithPath: path(of: name)), options: .atomic)
    } catch {
      throw PipelineError(.cannotWrite, "\(path(of: name)): cannot be written: \(Self.reason(error))")
    }
  }

  static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    guard
      let code = [error as NSError, underlying].compactMap(\.self).first(where: { $0.domain == NSPOSIXErrorDomain })
    else { return "\(error.localizedDescription)" }
    return String(cString: strerror(Int32(code.code)))
  }

  private static func obstacle(to path: String) -> String {
    findObstacle(to: path) ?? "unknown reason"
  }

  /// What is in the way of a folder: the nearest thing on its path that exists, where that is a file or may not be
  /// written to.
  private static func findObstacle(to path: String) -> String? {
    var place = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    while true {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) {
        if !isFolder.boolValue { return "\(place) is a file" }
        return FileManager.default.isWritableFile(atPath: place) ? nil : "\(place) cannot be written to"
      }
      guard let slash = place.lastIndex(of: "/"), slash > place.startIndex else { return nil }
      place = String(place[..<slash])
    }
  }
}

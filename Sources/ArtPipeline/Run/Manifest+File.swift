public import ArtFiles
import ArtSettings
import Foundation

/// The manifest as a file.
extension Manifest {
  /// The form that this version writes. Manifests without a number are of the first.
  static let currentFormat = 2

  /// What stands in the place of a manifest.
  public enum Found {
    case nothing
    /// A manifest, and what in it cannot be used.
    case manifest(Manifest, warnings: [String])
    /// Something that is no manifest, and why.
    case damaged(String)
  }

  /// Looks for the manifest of a folder.
  ///
  /// - Throws: ``PipelineError`` where it may not be read, or a newer version wrote it.
  public static func find(in folder: RunFolder) throws(PipelineError) -> Found {
    let path = folder.path(of: fileName)
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try folder.contents(of: fileName, limit: RunFileLimits.manifest)
    } catch {
      switch error.code {
      case .missing: return .nothing
      case .wrongKind, .link, .tooLarge: return .damaged(error.reason)
      // A file that is there and cannot be read is not a damaged one.
      default: throw PipelineError(wrapping: error)
      }
    }
    if bytes.isEmpty { return .damaged("the file is empty") }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    let head = try? decoder.decode(Head.self, from: Data(bytes))
    if let format = head?.format, format > currentFormat {
      let writer = head?.artpipe.map { "artpipe \($0)" } ?? "a newer artpipe"
      throw PipelineError(
        .data,
        "\(path): \(writer) wrote this run folder, in a form (\(format)) that artpipe \(ArtPipeVersion.current) does not "
          + "know; use \(writer), or give --output another folder")
    }
    let manifest: Manifest
    do throws(UnreadableField) {
      manifest = try UnreadableField.explaining(Data(bytes)) {
        $0.dateDecodingStrategy = .iso8601
        return try $0.decode(Manifest.self, from: $1)
      }
    } catch {
      return .damaged(error.path.isEmpty ? "it is cut short, or no manifest" : error.description)
    }
    let (checked, warnings) = manifest.checked()
    return .manifest(checked, warnings: warnings.map { "\(path): \($0)" })
  }

  private struct Head: Decodable {
    let format: Int?
    let artpipe: String?
  }

  /// The manifest of a folder; nil where there is none that can be read.
  public static func read(in folder: RunFolder) -> Manifest? {
    guard case .manifest(let manifest, _)? = try? find(in: folder) else { return nil }
    return manifest
  }

  func write(in folder: RunFolder) throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try folder.file(Self.fileName).write(Array(try encoder.encode(self)) + Array("\n".utf8))
  }

  // MARK: Names that a manifest may hold

  /// The manifest without the records that name anything but files in the folder, and what was left out.
  private func checked() -> (Manifest, warnings: [String]) {
    var (manifest, warnings) = (self, [String]())
    for (index, stage) in stages.enumerated() where stage.training?.isPossible == false {
      warnings.append("the record of the training of '\(stage.id)' is not used: no training takes so long")
      manifest.stages[index].training = nil
    }
    func strange(_ files: [FileRecord]) -> String? { files.map(\.file).first { !Self.isName($0) } }
    manifest.stages = manifest.stages.filter { stage in
      guard let name = strange(stage.outputs + (stage.replaced ?? [])) else { return true }
      warnings.append("the record of '\(stage.id)' is not used: \"\(name)\" is no file in the run folder")
      return false
    }
    // What a stage has now was not moved.
    let live = Set(stages.flatMap { $0.outputs.map(\.file) })
    manifest.movedAside = movedAside?.filter { aside in
      let isAside =
        Self.isName(aside.movedTo) && aside.movedTo.hasPrefix("\(aside.name).")
        && Int(aside.movedTo.dropFirst(aside.name.count + 1)) != nil
        && aside.files.allSatisfy { record in
          (record.file == aside.movedTo || record.file.hasPrefix("\(aside.movedTo)/")) && !live.contains(record.file)
        }
      guard let name = isAside ? strange(aside.files) : aside.movedTo else { return true }
      warnings.append("a record of what was moved aside is not used: \"\(name)\" is no file in the run folder")
      return false
    }
    return (manifest, warnings)
  }

  /// Whether a name can be that of a file that a stage wrote: a path that stays in the folder, and none of the files
  /// that the folder is kept by.
  static func isName(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard let first = parts.first, !first.starts(with: ".".utf8), name != fileName else { return false }
    return parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
      && !name.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
  }
}

import ArtEvaluation
import ArtFiles
import Foundation

@testable import ArtPipeline

/// What a run left behind in its folder.
extension FuzzTarget {
  static let manifest = FuzzTarget("manifest") { input in
    _ = input.file("manifest.json")
    let folder = RunFolder(input.folder)
    guard let manifest = Manifest.read(in: folder) else { return }
    attempt { try manifest.write(in: folder) }
  }

  /// Lines of evaluations.
  static let evaluations = FuzzTarget("evaluations") { input in
    attempt { _ = try EvaluationRecords(Data(input.bytes), upTo: 100).lines() }
  }
}

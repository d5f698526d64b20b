import Foundation
import Testing

@testable import ArtPipeline

struct ShippedFilesTests {
  @Test func shippedFilesAreFoundBesideTheProgramAndAboveIt() throws {
    let folder = try TemporaryFolder()
    for name in ["usr/share/artpipe/Assets/w", "checkout/Assets/w", "elsewhere/w"] {
      let url = URL(fileURLWithPath: folder.path(of: name))
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: url)
    }
    func found(_ program: String, _ environment: [String: String] = [:]) -> String? {
      ShippedFiles.path(of: "w", program: folder.path(of: program), environment: environment)
        .map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    }
    func path(_ name: String) -> String { URL(fileURLWithPath: folder.path(of: name)).resolvingSymlinksInPath().path }
    #expect(found("usr/bin/artpipe") == path("usr/share/artpipe/Assets/w"))
    #expect(found("checkout/.build/x86_64/release/artpipe") == path("checkout/Assets/w"))
    #expect(found("other/bin/artpipe") == nil)
    let environment = [ShippedFiles.variable: folder.path(of: "elsewhere")]
    #expect(found("usr/bin/artpipe", environment) == path("elsewhere/w"))
    #expect(found("usr/bin/artpipe", [ShippedFiles.variable: folder.path(of: "nowhere")]) == nil)
  }
}

import Foundation

/// libFuzzer's own main function, less the name.
@_silgen_name("LLVMFuzzerRunDriver")
private func runLibFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// `FUZZ_TARGET=png artpipe-fuzz OPTIONS FOLDERS`: libFuzzer on one target. The variable names the target, since libFuzzer
/// starts copies of itself with the same arguments. Without it, the targets and their largest inputs are listed.
@main
enum Main {
  private static let environment = ProcessInfo.processInfo.environment
  private static let target = FuzzTarget.all.first { $0.name == environment["FUZZ_TARGET"] }
  private static let folder = environment["FUZZ_FOLDER"] ?? FileManager.default.temporaryDirectory.path

  static func main() {
    guard target != nil else {
      for target in FuzzTarget.all { print(target.name, target.largest) }
      return
    }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(runLibFuzzer(&count, &arguments, testOneInput))
  }

  fileprivate static func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    target?.read(FuzzInput(bytes: Array(bytes), folder: folder))
  }
}

@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Main.read(UnsafeBufferPointer(start: bytes, count: count))
  return 0
}

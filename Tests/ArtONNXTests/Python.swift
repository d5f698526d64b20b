import Foundation

/// A Python with the packages of `Tools/interop/requirements.txt`: the one that the environment variable `ARTPIPE_PYTHON`
/// names, or that of `make interop`. Tests that need one are skipped elsewhere.
enum Python {
  static let path: String? = {
    let given = ProcessInfo.processInfo.environment["ARTPIPE_PYTHON"] ?? ""
    let candidates = given.isEmpty ? [package + "/.build/interop/bin/python"] : [given]
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) && hasPackages($0) }
  }()

  static let reason = "needs a Python with the packages of Tools/interop/requirements.txt: 'make interop' makes one"

  private static var package: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .path
  }

  private static func hasPackages(_ python: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", "import numpy, onnx, onnxruntime, openvino, safetensors"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

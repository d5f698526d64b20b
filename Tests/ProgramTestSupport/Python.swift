import Foundation

/// A Python with the packages of `Tools/interop/requirements.txt`: the one that the environment variable `ARTPIPE_PYTHON`
/// names, or that of `make interop`. Tests that need one are skipped elsewhere.
public enum Python {
  /// With all of them.
  public static let path: String? = path(with: "keras, numpy, onnx, onnxruntime, openvino, safetensors, torch")

  public static let reason =
    "needs a Python with the packages of Tools/interop/requirements.txt: 'make interop' makes one"

  /// - Parameter packages: What a test needs: `numpy, torch`.
  public static func path(with packages: String) -> String? {
    let given = ProcessInfo.processInfo.environment["ARTPIPE_PYTHON"] ?? ""
    let candidates = given.isEmpty ? [Program.package + "/.build/interop/bin/python"] : [given]
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) && hasPackages($0, packages) }
  }

  private static func hasPackages(_ python: String, _ packages: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", "import \(packages)"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

import ArtTestSupport
import Foundation
import ProgramTestSupport
import Testing

/// `artpipe datasets fetch` and `remove`. No request leaves this computer: a proxy on it stands before all servers.
struct FetchTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func start(_ arguments: [String], proxy: LoopbackServer? = nil) throws -> Program.Running {
    let proxy = "http://127.0.0.1:\(proxy?.port ?? 9)"
    return try Program.Running(
      Program.artpipe, ["datasets"] + arguments, in: scratch.path,
      environment: ["ARTPIPE_CACHE": scratch.path(of: "cache"), "https_proxy": proxy, "no_proxy": "", "NO_PROXY": ""])
  }

  /// The environment's proxy is asked for each server in turn, always for https.
  @Test func theProxyOfTheEnvironmentIsAskedForEachServer() throws {
    let proxy = try LoopbackServer { _, _ in LoopbackServer.Reply(status: 503) }
    let run = try start(["fetch", "mnist"], proxy: proxy).wait()
    #expect(run.status == 69, "\(run.errors)")
    #expect(
      proxy.requests.map(\.line) == [
        "CONNECT storage.googleapis.com:443 HTTP/1.1", "CONNECT ossci-datasets.s3.amazonaws.com:443 HTTP/1.1",
      ])
    #expect(
      run.errors.contains("error: train-images-idx3-ubyte.gz cannot be fetched: storage.googleapis.com: the proxy "))
    #expect(run.errors.hasSuffix("the same command tries again, and keeps what has come\n"))
    #expect(run.output == "")
    #expect(
      !FileManager.default.fileExists(atPath: scratch.path(of: "cache/datasets/mnist/train-images-idx3-ubyte.gz")))
  }

  @Test func aFetchThatWaitsStopsAtOnce() throws {
    let proxy = try LoopbackServer { _, _ in LoopbackServer.Reply(stalls: true) }
    let running = try start(["fetch", "mnist"], proxy: proxy)
    while proxy.requests.isEmpty, running.process.isRunning { usleep(10_000) }
    let start = Date()
    kill(running.process.processIdentifier, SIGINT)
    let run = try running.wait()
    #expect(run.status == 130, "\(run.errors)")
    #expect(run.errors.hasSuffix("stopped; the same command goes on where this stopped\n"))
    #expect(Date().timeIntervalSince(start) < 4)
  }

  @Test func mistakesAreToldBeforeAnyRequest() throws {
    func errors(_ arguments: [String], status: Int32) throws -> String {
      let run = try start(arguments).wait()
      #expect(run.status == status, "\(run.errors)")
      return run.errors
    }
    #expect(
      try errors(["fetch", "mnits"], status: 65)
        == "error: there is no published data set 'mnits'; did you mean 'mnist'?\n")
    // A kind is none.
    #expect(
      try errors(["fetch", "folder"], status: 65)
        == "error: there is no published data set 'folder'; known are: mnist, fashion-mnist, kmnist, cifar10\n")
    #expect(try errors(["fetch"], status: 64).contains("Missing expected argument '<names> ...'"))
    #expect(try errors(["remove", "mnist"], status: 0) == "mnist: not fetched\n")
    try scratch.write("a file", to: "cache")
    #expect(try errors(["fetch", "mnist"], status: 73).contains("/cache is a file"))
    // A cache that cannot be written.
    for (call, code, words) in [("makeFolder", EROFS, "read-only file system"), ("open", EACCES, "permission denied")] {
      let run = try Program.artpipe(
        ["datasets", "fetch", "mnist"],
        environment: [
          "ARTPIPE_CACHE": scratch.path(of: "other"), "ARTPIPE_FILE_FAULT": "\(call):1+:\(code)",
          "https_proxy": "http://127.0.0.1:9",
        ])
      #expect(run.status == 73, "\(run.errors)")
      #expect(run.errors.contains(words), "\(run.errors)")
    }
    let nowhere = try Program.artpipe(
      ["datasets", "fetch", "mnist"], environment: ["HOME": "", "XDG_CACHE_HOME": "", "ARTPIPE_CACHE": ""])
    #expect(nowhere.status == 73)
    #expect(nowhere.errors.contains("HOME is not set; name a folder with ARTPIPE_CACHE"))
  }

  /// A folder with other files: they are not taken for the published ones.
  @Test func copiesOfOnesOwnAreCompared() throws {
    try scratch.write("other", to: "own/train-images-idx3-ubyte.gz")
    let other = try start(["fetch", "mnist", "--from", "own"]).wait()
    #expect(other.status == 65)
    #expect(other.errors.contains("own/train-images-idx3-ubyte.gz: this is not the published file"))
    let missing = try start(["fetch", "mnist", "--from", "nowhere"]).wait()
    #expect(missing.status == 66, "\(missing.errors)")
    #expect(
      missing.errors.contains("nowhere/train-images-idx3-ubyte.gz: cannot open the file: no such file or directory"))
  }

  @Test func aSetIsDescribed() throws {
    let run = try start(["describe", "kmnist"]).wait()
    #expect(run.output.contains("not fetched yet, 21 MB; 'artpipe datasets fetch kmnist' fetches it\n"))
    #expect(run.output.contains("\nlicence: CC BY-SA 4.0\n"))
    let json = try start(["list", "--json"]).wait()
    #expect(json.output.contains("\"fetched\" : false") || json.output.contains("\"fetched\": false"))
    #expect(json.output.contains("/cache/datasets/mnist"))
  }
}

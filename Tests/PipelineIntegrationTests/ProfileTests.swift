import Foundation
import Testing

/// `artpipe models profile`.
struct ProfileTests {
  private static let small = ["models", "profile", "mlp-gan", "--batch", "4", "--steps", "1"]

  /// The lines of a table, from the one after its title to the next empty one.
  private func table(_ title: String, of run: ProgramRun) -> [String] {
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = lines.firstIndex(where: { $0.hasPrefix(title) }) else { return [] }
    return Array(lines[(start + 1)...].prefix { !$0.isEmpty })
  }

  @Test func everyStepHasALine() throws {
    let run = try Program.artpipe(Self.small + ["--threads", "1"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors == "")
    #expect(run.outputLines.first == "mlp-gan: batches of 4, 1 thread, median of 1 step")
    let steps = table("discriminator update", of: run) + table("step:", of: run)
    #expect(steps.first?.hasPrefix("   #") == true)
    #expect(steps.last?.hasSuffix("total") == true)
    #expect(steps.contains { $0.contains("gemm       matmul 4×100 by 100×128 → 4×128") }, "\(run.output)")
    let numbers = steps.dropFirst().dropLast().compactMap { Int($0.split(separator: " ")[0]) }
    #expect(numbers == Array(1...numbers.count))

    let kinds = table("By kind", of: run)
    #expect(kinds.contains { $0.hasSuffix("matrix product") })
    #expect(!kinds.contains { $0.hasSuffix("convolution forward") })
    #expect(table("Memory", of: run).last?.hasSuffix("  total") == true)
  }

  @Test func classesAreTimedToo() throws {
    let run = try Program.artpipe(Self.small + ["--classes", "3"])
    #expect(run.status == 0, "\(run.errors)")
    // The generator's first layer takes a vector of 32 numbers beside the 100 of the latent point.
    #expect(run.output.contains("matmul 4×132 by 132×128 → 4×128"))
  }

  @Test func linesCanBeSortedByTime() throws {
    let run = try Program.artpipe(Self.small + ["--sort", "time"])
    #expect(run.status == 0, "\(run.errors)")
    let steps = (table("discriminator update", of: run) + table("step:", of: run)).dropFirst().dropLast()
    let times = steps.compactMap { Double($0.split(separator: " ")[1]) }
    #expect(times.count == steps.count)
    #expect(times.count > 10)
    #expect(times == times.sorted(by: >))
  }

  @Test func numbersComeAsJSON() throws {
    struct Profile: Decodable {
      struct Program: Decodable {
        struct Step: Decodable {
          struct Description: Decodable {
            let kind: String
            let algorithm: String?
            let multiplyAdds: Int
          }
          let description: Description
          let seconds: Double
        }
        let name: String
        let steps: [Step]
      }
      let model: String
      let batchSize: Int
      let programs: [Program]
      let variableBytes: Int
    }
    let run = try Program.artpipe(Self.small + ["--json"])
    let profile = try JSONDecoder().decode(Profile.self, from: Data(run.output.utf8))
    #expect(profile.model == "mlp-gan")
    #expect(profile.batchSize == 4)
    #expect(profile.variableBytes > 4 * (130_576 + 117_121))
    let products = profile.programs.flatMap(\.steps).map(\.description).filter { $0.kind == "matrix product" }
    #expect(!products.isEmpty)
    #expect(products.allSatisfy { $0.algorithm == "gemm" && $0.multiplyAdds > 0 })
  }

  @Test(arguments: [
    (["rgb-atr"], 65, "error: there is no model 'rgb-atr'; did you mean 'rgb-art'?\n"),
    (
      ["rgb-art", "--batch", "0"], 65,
      "error: --batch 0: expected a whole number from 1 to 65,536, found 0\n"
    ),
    (["rgb-art", "--steps", "0"], 64, "Error: --steps: expected a whole number from 1 to 10,000, found 0\n"),
    (["rgb-art", "--sort", "size"], 64, "Error: The value 'size' is invalid for '--sort <sort>'"),
  ])
  func mistakesAreExplained(arguments: [String], status: Int32, message: String) throws {
    let run = try Program.artpipe(["models", "profile"] + arguments)
    #expect(run.errors.hasPrefix(message), "\(run.errors)")
    #expect(run.status == status)
    #expect(run.output == "")
  }
}

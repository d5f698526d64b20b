import ArtGraph
import ArtTestSupport
import Foundation
import Testing

/// The table of operations is complete: one that is added to the engine and not to the table fails here.
@Suite struct OperationCoverageTests {
  private static var folder: URL {
    URL(filePath: #filePath).appending(path: "../../../Sources/ArtGraph/Operations").standardized
  }

  /// Leaves have tests of their own.
  private static let leaves: Set = ["Input", "Variable", "Constant", "Random"]

  @Test func everyOperationIsInTheTable() throws {
    var declared: Set<String> = []
    let pattern = /struct (\w+): (?:\w+, )*(?:Operation|Leaf)\b/
    for file in try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil) {
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: pattern) {
        declared.insert(String(match.1))
      }
    }
    #expect(declared.count >= 16)
    let covered = Set(Self.operationsOfTheTable.map { "\(type(of: $0))" })
    #expect(declared.subtracting(covered).subtracting(Self.leaves).subtracting(["StopGradient"]) == [])
  }

  @Test func everyElementwiseFunctionIsInTheTable() throws {
    let source = try String(
      contentsOf: Self.folder.appending(path: "ElementwiseFunction.swift"), encoding: .utf8)
    let declarations = source.prefix(upTo: try #require(source.range(of: "package var")).lowerBound)
    var declared: Set<String> = []
    for line in declarations.split(separator: "\n") where line.hasPrefix("  case ") {
      let names = line.dropFirst(7).replacing(/\([^)]*\)/, with: "")
      declared.formUnion(names.split(separator: ", ").map(String.init))
    }
    #expect(declared.count >= 24)
    let covered = Set(
      Self.operationsOfTheTable.compactMap { operation in
        (operation as? Elementwise).map { String("\($0.function)".prefix { $0 != "(" }) }
      })
    #expect(declared.subtracting(covered) == [])
  }

  private static var operationsOfTheTable: [any ArtGraph.Operation] {
    OperationCase.all.flatMap { row in
      let graph = Graph()
      let operands = GradientCheck.operands(graph, row.arguments)
      let result = row.function(operands)
      _ = graph.gradients(of: GradientCheck.projected(result), withRespectTo: operands)
      return graph.nodes.map(\.operation)
    }
  }
}

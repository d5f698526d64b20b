import ArtGraph

extension Program {
  /// For each node whether it is the same at every run until someone else writes the program's variables: constants,
  /// variables that the program does not assign, and what is computed of these alone.
  var fixedNodes: [Bool] {
    let assigned = Set(assignments.map(\.variable))
    var fixed = [Bool](repeating: false, count: nodes.count)
    for (id, node) in nodes.enumerated() {
      fixed[id] =
        switch node.operation {
        case is Constant: true
        case is Variable: !assigned.contains(id)
        case is Input, is Random: false
        default: node.inputs.allSatisfy { fixed[$0] }
        }
    }
    return fixed
  }
}

extension Program {
  /// The names of the variables that a run writes.
  var assignedVariables: [String] {
    assignments.compactMap { (nodes[$0.variable].operation as? Variable)?.variableName }
  }
}

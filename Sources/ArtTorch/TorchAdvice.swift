/// What to do in Python, for errors.
enum TorchAdvice {
  /// How the weights alone are saved.
  static let stateDict =
    "save the state_dict alone: torch.save(netG.state_dict(), \"netG.pt\"), or as safetensors: "
    + "safetensors.torch.save_file(netG.state_dict(), \"netG.safetensors\")"

  /// How a file of the old form becomes one of the new.
  static func converting(_ file: String) -> String {
    "convert it: python3 -c 'import sys, torch; torch.save(torch.load(sys.argv[1], map_location=\"cpu\", "
      + "weights_only=True), sys.argv[2])' \(file) new.pt"
  }
}

// The room RGBArt.

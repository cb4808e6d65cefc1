/// What the forms that are databases say of the options that they share.
enum IdentityHelp {
  static let text =
    "What makes two documents the same one, of which the later takes the place of the earlier. id: their id; place: the input and the record, for inputs whose ids are not unique."
  static let keep =
    "How long a document stays after it came last, such as 400 days; then it goes with all that was found in it, bit by bit, whenever the run saves its state. Without it all stay."
}

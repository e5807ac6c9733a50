/// The parser's complaint in plain words, with what to do.
struct SyntaxWords {
  let message: String
  let remedy: String

  /// - Parameters:
  ///   - problem: the parser's own message.
  ///   - character: the character at the place of the problem.
  init(problem: String, character: Unicode.Scalar?) {
    let known: (String, String)
    switch problem {
    case _ where character == "\t":
      known = ("a tab cannot indent", "Indent with spaces.")
    case "mapping values are not allowed in this context":
      known = (
        "a colon where no key can stand",
        "Check the indentation of this line and the one before; put a text that holds `: ` in double quotes."
      )
    case "did not find expected key", "could not find expected ':'", "could not find expected ':' ":
      known = (
        "this line is no `key: value` of the block that it stands in",
        "Check the indentation and the colon after the key, here and on the line before."
      )
    case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
      known = ("a bracket is not closed, or a comma is missing", "Close `{` with `}` and `[` with `]`.")
    case "found unexpected end of stream":
      known = ("the file ends inside a text in quotes", "Close the quotation mark.")
    case "found character that cannot start any token":
      known = ("a value cannot begin with this character", "Put the text in double quotes.")
    case "found undefined alias":
      known = ("a reference (`*name`) to something that is not defined before", "Put a text with `*` in quotes.")
    case "but found another document":
      known = ("a second document begins here", "Keep one policy per file: remove this `---` and what follows.")
    case let text where text.hasPrefix("Maximum nesting level"):
      known = ("nested too deeply", "A policy has at most four levels.")
    default:
      known = ("not YAML: \(problem)", "Compare with what `roi-triage policy init` writes.")
    }
    (message, remedy) = known
  }
}

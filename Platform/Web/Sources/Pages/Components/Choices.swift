public import HTML

/// One of the things that can be chosen in a form.
public struct FieldChoice: Sendable, Hashable {
    /// What is sent.
    public let value: String
    /// What is read.
    public let label: String

    /// A choice.
    public init(_ value: String, _ label: String) {
        self.value = value
        self.label = label
    }
}

/// One of several, in a list that opens.
public struct SelectField: Sendable {
    let frame: FieldFrame
    let name: String
    let choices: [FieldChoice]
    let chosen: String
    let nothing: String?

    /// A list that opens; `nothing` is the label of the choice that chooses nothing, nil when there is none.
    public init(_ frame: FieldFrame, name: String, choices: [FieldChoice], chosen: String, nothing: String? = nil) {
        self.frame = frame
        self.name = name
        self.choices = choices
        self.chosen = chosen
        self.nothing = nothing
    }

    /// The markup.
    public var html: HTML { frame.around(control(named: false)) }

    /// The control alone, for a cell of a table whose head is the label.
    public var bare: HTML {
        let wrong: HTML =
            frame.problem.map { "<span class=\"field-error\" id=\"\(frame.id)-problem\">\($0)</span>" } ?? .empty
        return control(named: true) + wrong
    }

    private func control(named: Bool) -> HTML {
        let options: [HTML] = choices.map {
            "<option value=\"\($0.value)\"\("selected", if: $0.value == chosen)>\($0.label)</option>"
        }
        let first: HTML = nothing.map { "<option value=\"\">\($0)</option>" } ?? .empty
        let label: HTML = named ? " aria-label=\"\(frame.label)\"" : .empty
        return """
            <select class="form-select" id="\(frame.id)" name="\(name)"\("required", if: frame.isRequired)\(label)\(frame.attributes)>\(first)\(options)</select>
            """
    }
}

/// One of a few, all seen at once as cards.
public struct CardField: Sendable {
    let frame: FieldFrame
    let name: String
    let choices: [FieldChoice]
    let chosen: String

    /// Cards beside one another.
    public init(_ frame: FieldFrame, name: String, choices: [FieldChoice], chosen: String) {
        self.frame = frame
        self.name = name
        self.choices = choices
        self.chosen = chosen
    }

    /// The markup.
    public var html: HTML {
        let cards: [HTML] = choices.map { choice in
            """
            <label class="choice"><input type="radio" name="\(name)" value="\(choice.value)"\("checked", if: choice.value == chosen)\("required", if: frame.isRequired)>
            <span>\(choice.label)</span></label>
            """
        }
        return frame.around(group: "<span class=\"cards\">\(cards)</span>", "choice-group")
    }
}

/// Yes or no.
public struct CheckField: Sendable {
    let frame: FieldFrame
    let name: String
    let isOn: Bool

    /// A box to tick.
    public init(_ frame: FieldFrame, name: String, isOn: Bool) {
        self.frame = frame
        self.name = name
        self.isOn = isOn
    }

    /// The markup.
    public var html: HTML {
        let hint: HTML = frame.hint.map { "<span class=\"field-hint\" id=\"\(frame.id)-hint\">\($0)</span>" } ?? .empty
        let wrong: HTML =
            frame.problem.map { "<span class=\"field-error\" id=\"\(frame.id)-problem\">\($0)</span>" } ?? .empty
        return """
            <p class="field\(when: frame.isNarrow, " is-narrow")"><label class="check"><input type="checkbox" id="\(frame.id)" name="\(name)" value="on"\("checked", if: isOn)\(frame.attributes)>
            <span>\(frame.label)</span></label>\(hint)\(wrong)</p>
            """
    }

    /// The control alone, for a cell of a table whose head is the label.
    public var bare: HTML {
        """
        <label class="check"><input type="checkbox" id="\(frame.id)" name="\(name)" value="on" aria-label="\(frame.label)"\("checked", if: isOn)></label>
        """
    }
}

/// Some of several.
public struct CheckGroup: Sendable {
    let frame: FieldFrame
    let name: String
    let choices: [FieldChoice]
    let chosen: Set<String>

    /// Boxes to tick, one for each.
    public init(_ frame: FieldFrame, name: String, choices: [FieldChoice], chosen: Set<String>) {
        self.frame = frame
        self.name = name
        self.choices = choices
        self.chosen = chosen
    }

    /// The markup.
    public var html: HTML {
        let boxes: [HTML] = choices.map { choice in
            """
            <label class="check pill"><input type="checkbox" name="\(name)" value="\(choice.value)"\("checked", if: chosen.contains(choice.value))>
            <span>\(choice.label)</span></label>
            """
        }
        return frame.around(group: "<span class=\"pills\">\(boxes)</span>")
    }
}

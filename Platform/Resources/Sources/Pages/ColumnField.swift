import HTML
import Kernel
import Web

/// The field of a form that a column is asked for with.
struct ColumnField {
    let face: ColumnFace
    let context: FormContext
    /// What is typed.
    let typed: FieldTree
    /// The name of the control: the column's, or `spans.0.opens` within a part.
    let name: String
    /// The sentence that says what is wrong.
    let problem: String?
    /// Whether it can be read and no longer changed.
    var isFixed = false

    private var words: Words { context.words }
    private var id: String { "field-" + name.replacing(".", with: "-") }
    private var example: String? { context.sentence(face, "example") }

    private var frame: FieldFrame {
        FieldFrame(
            id: id, label: context.label(face), hint: context.sentence(face, "help"), problem: problem,
            isRequired: !face.isOptional, isNarrow: face.isNarrow)
    }

    /// With label, hint and problem.
    var html: HTML {
        switch face.control {
        case .text(let limit, true, _):
            return TextArea(frame, name: name, value: typed.typed, limit: limit, example: example).html
        case .choice(let names, true):
            return CardField(frame, name: name, choices: choices(names), chosen: typed.typed).html
        case .choice, .names, .reference: return select.html
        case .choices(let names):
            return CheckGroup(frame, name: name, choices: choices(names), chosen: Set(typed.typedList)).html
        case .days:
            let days = Weekday.allCases.map { FieldChoice($0.rawValue, context.weekday($0.rawValue)) }
            return CheckGroup(frame, name: name, choices: days, chosen: Set(typed.typedList)).html
        case .flag: return check.html
        case .texts(let limit, let multiline): return texts(limit, multiline).html
        default: return line.html
        }
    }

    /// The control alone, for a cell of a table. What has no small form has its whole one.
    var bare: HTML {
        switch face.control {
        case .choice, .names, .reference: select.bare
        case .flag: check.bare
        case .text, .number, .money, .decimal, .date, .time, .moment: line.bare
        case .choices, .days, .texts: html
        }
    }

    private var check: CheckField {
        CheckField(frame, name: name, isOn: ["on", "true", "1"].contains(typed.typed) || typed == .boolean(true))
    }

    private var select: SelectField {
        let choices =
            switch face.control {
            case .choice(let names, _): choices(names)
            case .names(let names): names.map { FieldChoice($0, $0) }
            default: context.options(face).map { FieldChoice($0.id, words($0.label)) }
            }
        return SelectField(
            frame, name: name, choices: choices, chosen: typed.typed,
            nothing: face.isOptional || typed.typed.isEmpty ? words("resources.choose") : nil)
    }

    private func choices(_ names: [String]) -> [FieldChoice] {
        names.map { FieldChoice($0, context.choice($0, face)) }
    }

    private func texts(_ limit: Int, _ multiline: Bool) -> TextsField {
        let entries = context.languages.map {
            TextsField.Entry(tag: $0.language.rawValue, language: $0.name, value: typed[$0.language.rawValue].typed)
        }
        var others: [String: String] = [:]
        if case .object(let texts) = typed {
            let asked = Set(entries.map(\.tag))
            for (tag, text) in texts where !asked.contains(tag) && Language(rawValue: tag) != nil {
                others[tag] = text.typed
            }
        }
        return TextsField(
            frame, name: name, entries: entries, limit: limit, isMultiline: multiline, example: example, others: others)
    }

    private var line: Field {
        var (type, limit, keyboard): (String, Int?, String?) = ("text", nil, nil)
        var unit: String?
        switch face.control {
        case .text(let most, _, let kind): (type, limit) = (kind.description, most)
        case .number(_, _, let key):
            (keyboard, limit) = ("numeric", 20)
            unit = key.map { words($0.description) }
        case .money(let currency): (keyboard, limit, unit) = ("decimal", 20, currency == .eur ? "€" : currency.code)
        case .decimal(let key):
            (keyboard, limit) = ("decimal", 24)
            unit = key.map { words($0.description) }
        case .date: type = "date"
        case .moment: type = "datetime-local"
        case .time: (keyboard, limit) = ("text", 5)
        default: break
        }
        let frame = frame
        var field = Field(
            id: id, name: name, label: frame.label, value: typed.typed, autocomplete: "off", limit: limit,
            problem: problem, type: type, isRequired: frame.isRequired)
        field.hint = frame.hint
        field.example = example
        field.keyboard = keyboard
        field.unit = unit
        field.isReadOnly = isFixed
        field.isNarrow = face.isNarrow || face.control.isFigure
        return field
    }
}

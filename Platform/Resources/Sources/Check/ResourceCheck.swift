public import Database
import Kernel
public import Web

/// Finds where a description disagrees with itself, with the sentences, or with the migrated table, before anything is served.
struct ResourceCheck<Item: ResourceRow> {
    let resource: Resource<Item>
    let catalogue: Catalogue
    let permissions: Set<Permission>

    /// Sentences for whoever starts the program; none when all is well.
    func faults(_ tx: Transaction) throws -> [String] {
        let own = names() + allowed() + defaults() + sentences()
        let tables = try self.tables(tx)
        return (own + tables).map { "The resource \(resource.key): \($0)" }
    }

    private func names() -> [String] {
        let names =
            ["id", "version", "then", "csrf"] + resource.columns.map(\.face.key)
            + resource.parts.map(\.name.description)
        let twice = Set(names.filter { name in names.count { $0 == name } > 1 }).sorted()
        var faults = twice.map { "two columns are called \($0), or one has a name that every row uses." }
        let reserved: Set = ["cursor", "before", "limit", "sort", "saved", "gone", "entry", "copy"]
        faults += resource.filterNames.filter(reserved.contains).map {
            "the filter \($0) has a name that every list uses."
        }
        let order = resource.order.column
        if !order.isEmpty, !resource.columns.contains(where: { $0.face.key == order && $0.face.isSorted }) {
            faults.append("it is ordered by \(order), which is no column that it can be sorted by.")
        }
        for column in resource.columns where column.face.isSorted && !column.face.isSortable {
            faults.append("\(column.face.key) cannot be sorted by: it may be absent, or has no order.")
        }
        for column in resource.columns where column.face.isSorted {
            guard case .text(let limit, _, _) = column.face.control, !RowCursor.fits(column.face.key, limit: limit)
            else {
                continue
            }
            faults.append("\(column.face.key) cannot be sorted by: it is too long for the address of a page.")
        }
        for column in resource.columns
        where column.face.isHidden && (column.face.isListed || column.face.isSearched || column.face.isFilter) {
            faults.append("\(column.face.key) is hidden and shown in the list.")
        }
        return faults
    }

    private func allowed() -> [String] {
        let asked = [resource.permission, resource.reading] + resource.actions.compactMap(\.permission)
        return asked.filter { !permissions.contains($0) }.map { "no feature declares the permission \($0)." }
    }

    /// Every default of a row must be something that its column takes, unless a new form asks for it.
    private func defaults() -> [String] {
        resource.columns.filter { column in
            if column.face.startsEmpty || column.face.isHidden { return false }
            let sent = FieldTree(json: JSONWriter.text { column.write(&$0, Item()) }) ?? .absent
            if sent[column.face.key].isBlank { return false }
            return !FieldReader.read(sent, asForm: false) { fields in
                var item = Item()
                column.read(&fields, &item)
            }.problems.isEmpty
        }.map { "the default of \($0.face.key) is against the column's own rule." }
    }

    private func sentences() -> [String] {
        var keys = [resource.key]
        if !resource.isSingle { keys += ["\(resource.key).one", "\(resource.key).empty"] }
        keys += resource.columns.compactMap { $0.face.group.map { "\(resource.key).group.\($0)" } }
        keys += resource.parts.flatMap { ["\(resource.key).\($0.name)", "\(resource.key).\($0.name).none"] }
        keys += resource.actions.map { "\(resource.key).action.\($0.name)" }
        for (key, face) in resource.faces {
            keys.append(key)
            switch face.control {
            case .choice(let names, _), .choices(let names): keys += names.map { "\(key).\($0)" }
            case .number(_, _, let unit?), .decimal(let unit?): keys.append(unit.description)
            default: break
            }
        }
        return catalogue.languages.flatMap { spoken in
            keys.filter { !catalogue[spoken.language].has($0) }.map { "no sentence \($0) in \(spoken.language)." }
        }
    }

    private func tables(_ tx: Transaction) throws -> [String] {
        var wanted = [
            TableColumns.Wanted(name: "id", type: .identifier), TableColumns.Wanted(name: "version", type: .integer),
        ]
        wanted += resource.columns.map { TableColumns.Wanted($0.face) }
        if case .shop(let column) = resource.scope {
            wanted.append(TableColumns.Wanted(name: column.description, type: .identifier))
        }
        var faults = try TableColumns.faults(resource.table.description, wanted, tx)
        var scope: [String] = []
        if case .shop(let column) = resource.scope { scope = [column.description] }
        let sorted = resource.columns.filter(\.face.isSorted).map(\.face.key)
        if faults.isEmpty {
            faults += try TableIndexes.missing(resource.table.description, scope: scope, sorted: sorted, tx).map {
                "\(resource.table) has no index over \((scope + [$0, "id"]).joined(separator: ", ")), which a list in that order needs."
            }
        }
        for part in resource.parts {
            let keys = [
                TableColumns.Wanted(name: part.parent.description, type: .identifier),
                TableColumns.Wanted(name: "position", type: .integer),
            ]
            faults += try TableColumns.faults(
                part.table.description, keys + part.faces.map { TableColumns.Wanted($0) }, tx)
        }
        return faults
    }
}

extension MountedResource {
    /// Where the description disagrees with itself, the sentences or the migrated database.
    public func faults(_ catalogue: Catalogue, _ permissions: Set<Permission>, _ tx: Transaction) throws -> [String] {
        try ResourceCheck(resource: resource, catalogue: catalogue, permissions: permissions).faults(tx)
    }
}

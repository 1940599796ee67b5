public import Database
public import Shop

/// A column that holds the raw value.
extension ServiceMode: RowDecodable, SQLConvertible {}

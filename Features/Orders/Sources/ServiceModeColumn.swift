public import Database
public import Kernel
public import Shop

/// A column that holds the raw value.
extension ServiceMode: RowDecodable, SQLConvertible {}

/// A column that holds the raw value.
extension Language: RowDecodable, SQLConvertible {}

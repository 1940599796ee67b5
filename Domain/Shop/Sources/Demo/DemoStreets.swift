/// The streets of the demo town, and a place on each in metres east and north of the pizzeria.
let demoStreets: [StreetEntry] = {
    let town = (townStreets + countryStreets).map { name, east, north in
        StreetEntry(
            name, postcode: DemoTown.postcode, city: DemoTown.name, point: DemoTown.place(east: east, north: north))
    }
    let hamlet = hamletStreets.map { name, east, north in
        StreetEntry(
            name, postcode: DemoTown.hamlet.postcode, city: DemoTown.hamlet.name,
            point: DemoTown.place(east: east, north: north))
    }
    let long = longStreet.map { numbers, side, east, north in
        StreetEntry(
            "Via Emilia Vecchia", postcode: DemoTown.postcode, city: DemoTown.name, numbers: numbers, side: side,
            point: DemoTown.place(east: east, north: north))
    }
    return town + hamlet + long
}()

/// One street runs from the old town through the quarters into the country, so that the house number decides on the zone.
private let longStreet: [(ClosedRange<Int>, StreetEntry.Side, Int, Int)] = [
    (1...99, .odd, 520, -60),
    (2...98, .even, 520, -80),
    (100...249, .both, 1700, -420),
    (250...480, .both, 3300, -900),
]

private let townStreets: [(String, Int, Int)] = [
    ("Piazza del Mercato", 0, 0),
    ("Piazza Giuseppe Garibaldi", 140, 60),
    ("Via Giuseppe Garibaldi", 230, 120),
    ("Via Roma", -120, 80),
    ("Via San Lino", -60, -150),
    ("Via della Rocca", -220, 200),
    ("Vicolo del Forno", 40, -60),
    ("Vicolo Stretto", -30, 110),
    ("Via dei Mulini", 310, -220),
    ("Via Giuseppe Mazzini", -280, -90),
    ("Corso Vittorio Emanuele II", 180, -40),
    ("Largo dei Cappuccini", -360, 150),
    ("Via Santa Chiara", 120, 260),
    ("Via del Torrazzo", 60, 340),
    ("Piazza IV Novembre", -170, -260),
    ("Via XX Settembre", 260, 310),
    ("Via delle Erbe", 90, -180),
    ("Via Porta Nuova", 420, 40),
    ("Via Porta Vecchia", -450, -60),
    ("Via Camillo Benso di Cavour", 380, 220),
    ("Via Goffredo Mameli", -330, 330),
    ("Vicolo delle Rane", 20, 190),
    ("Via Ugo Bassi", -140, 420),
    ("Via Antonio Gramsci", 460, -330),
    ("Viale della Stazione", 900, 700),
    ("Viale Guglielmo Marconi", 1200, 350),
    ("Via Alessandro Volta", 1350, 520),
    ("Via Galileo Galilei", 1480, 260),
    ("Via Leonardo da Vinci", 1580, -60),
    ("Via Luigi Galvani", 1420, -380),
    ("Viale Aldo Moro", -1150, 420),
    ("Via Primo Maggio", -1320, 160),
    ("Via XXV Aprile", -1250, -220),
    ("Via Giacomo Matteotti", -1420, -480),
    ("Via Enrico Berlinguer", -1600, -120),
    ("Via dei Ciliegi", -620, 1350),
    ("Via dei Tigli", -820, 1480),
    ("Via degli Olmi", -980, 1260),
    ("Via delle Rose", -1100, 1020),
    ("Via Papa Giovanni XXIII", 620, 1450),
    ("Via Don Lorenzo Milani", 820, 1620),
    ("Via Salvo D'Acquisto", 1020, 1380),
    ("Via dell'Artigianato", 420, -1350),
    ("Via dell'Industria", 640, -1520),
    ("Via del Lavoro", 160, -1480),
    ("Via Giuseppe Di Vittorio", -220, -1600),
    ("Via della Cooperazione", -480, -1420),
    ("Via Lungo il Canale", -880, -1180),
    ("Via Pieve", -1700, 700),
]

private let countryStreets: [(String, Int, Int)] = [
    ("Strada del Pozzo", 2900, 900),
    ("Via Ponte Rotto", 3400, 1700),
    ("Strada dei Filari", 2300, 2700),
    ("Via Bosco Alto", -2900, 1700),
    ("Via Ca' Bianca", -3300, 200),
    ("Strada Vicinale dei Gelsi", -2700, -1700),
    ("Via Argine Basso", 600, -3100),
    ("Via Valle Grande", -1500, -3200),
    ("Strada della Fornace", 4700, -700),
]

/// The last one is beyond all zones.
private let hamletStreets: [(String, Int, Int)] = [
    ("Via Roma", 4300, 800),
    ("Via Case Lunghe", 4500, 500),
    ("Piazza della Chiesa", 4400, 650),
    ("Via Fossa Nuova", 5100, 300),
    ("Strada del Confine", 7600, 900),
]

"""`bin/new-feature` makes a feature that compiles with its tests, in the project's form, and says what is wrong otherwise."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from servers import BINARY, ROOT

# The folder that the program under test was built in: its modules are those of the last build.
BUILT = BINARY.parent
# The system's libraries, which the modules of the platform stand on.
LIBRARIES = {"CSQLite": "sqlite3", "CPostgres": "libpq", "CSodium": "libsodium", "CDeflate": "libdeflate"}
BUNDLE = "import Foundation\nextension Bundle { static var module: Bundle { .main } }\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the script reads and writes."""
    copy = tmp_path / "tree"
    for name in ["Package.swift", ".swift-format"]:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    shutil.copytree(ROOT / "bin", copy / "bin")
    for pattern in ("Features/*/Migrations/*.sql", "Platform/*/Migrations/*.sql", "Platform/Resources/Sources/Description/*.swift"):
        for path in ROOT.glob(pattern):
            (copy / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy / path.relative_to(ROOT))
    return copy


def make(tree: Path, *names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([tree / "bin" / "new-feature", *names], capture_output=True, text=True, check=False)


def compiler(*arguments: str | Path) -> None:
    """The compiler on sources that the package does not know, against the modules of the last build."""
    shims: list[str | Path] = []
    for module, library in LIBRARIES.items():
        flags = subprocess.run(["pkg-config", "--cflags", library], capture_output=True, text=True, check=True)
        shims += ["-I", ROOT / "Platform" / module]
        shims += [word for flag in flags.stdout.split() for word in ("-Xcc", flag)]
    for folder, maps in (
        (BUILT.parent, "checkouts/*/Sources/*/include/module.modulemap"), (BUILT, "*.build/module.modulemap")
    ):
        shims += [word for path in folder.glob(maps) for word in ("-Xcc", f"-fmodule-map-file={path}")]
    done = subprocess.run(
        ["swiftc", "-swift-version", "6", "-enable-upcoming-feature", "ExistentialAny", "-enable-upcoming-feature",
         "MemberImportVisibility", "-enable-upcoming-feature", "InternalImportsByDefault", "-I", BUILT / "Modules", *shims, *arguments],
        capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0 and "warning:" not in done.stderr, done.stderr


def test_it_compiles_with_its_tests(tree: Path, tmp_path: Path) -> None:
    done = make(tree, "GiftCards", "GiftCard")
    assert done.returncode == 0, done.stderr
    folder = tree / "Features" / "GiftCards"
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        "Locale/en.json", "Locale/it.json", "Migrations/0001_items.sql", "README.md", "Sources/GiftCard.swift",
        "Sources/GiftCards.swift", "Sources/GiftCardsPermissions.swift", "Sources/GiftCardsSummary.swift",
        "Tests/GiftCardsTests.swift",
    ]
    assert not [path for path in folder.rglob("*") if path.is_file() and "{{" in path.read_text()]
    assert json.loads((folder / "Locale/it.json").read_text()).keys() == json.loads((folder / "Locale/en.json").read_text()).keys()
    subprocess.run(["swift", "format", "lint", "-s", "-r", folder], cwd=tree, check=True)

    accessor = tmp_path / "Bundle.swift"
    accessor.write_text(BUNDLE)
    sources = sorted((folder / "Sources").glob("*.swift"))
    compiler("-emit-module", "-enable-testing", "-module-name", "GiftCards", "-o", tmp_path / "GiftCards.swiftmodule",
             *sources, accessor)
    compiler("-typecheck", "-module-name", "GiftCardsTests", "-I", tmp_path, folder / "Tests" / "GiftCardsTests.swift")

    # One folder and one line: nothing else of the tree is another than before.
    added = '    ListedFeature(name: "GiftCards"),\n    // new features'
    assert (tree / "Package.swift").read_text() == (ROOT / "Package.swift").read_text().replace("    // new features", added)
    for path in tree.rglob("*"):
        if path.is_file() and folder not in path.parents and path.name != "Package.swift":
            assert path.read_bytes() == (ROOT / path.relative_to(tree)).read_bytes()
    resource = (folder / "Sources/GiftCard.swift").read_text()
    assert 'of: "gift-cards", path: "/gift-cards", table: "gift_cards"' in resource


def test_it_says_what_is_wrong_and_leaves_everything(tree: Path) -> None:
    before = (tree / "Package.swift").read_text()
    for names, words in [
        (["giftcards"], "no name of a type"), (["Gift-Cards"], "no name of a type"), (["Fish"], "one of its things"),
        ([], "bin/new-feature Vouchers"),
        # Modules of the package, whatever their case.
        *[([name], "is a module of the package") for name in ("Jobs", "Resources", "JOBS", "Menu", "Lab", "Benchmarks")],
        (["Orders"], "there is Features/Orders already"), (["Journey", "Day"], "is a module of the package"),
        # Words that cannot be types here, given or guessed.
        (["Types"], "'Type' is a word of the language"), (["Prizes", "Set"], "'Set' is a word of the language"),
        (["Columns"], "'Column' is a type of the platform"),
        *[([name], "cannot be told from the name") for name in ("Categories", "Dishes", "Boxes", "Bonus", "Knives", "Menus", "Bosses")],
        # Tables of others, and words of SQL.
        (["Carts"], "makes a table 'carts' already"), (["Categories", "Category"], "makes a table 'categories' already"),
        (["Sessions"], "Features/Accounts/Migrations/"), (["Values"], "is a word of SQL"),
    ]:
        done = make(tree, *names)
        assert done.returncode != 0
        assert words in done.stdout + done.stderr
    assert make(tree, "Vouchers").returncode == 0
    again = make(tree, "Vouchers")
    assert again.returncode == 1 and "there is Features/Vouchers already" in again.stderr
    assert (tree / "Package.swift").read_text() == before.replace(
        "    // new features", '    ListedFeature(name: "Vouchers"),\n    // new features')

"""check.py PROGRAM CACHE: every report format of a hostile, an everyday and a clean tree, read by somebody else's code."""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import junitparser
import markdown_it
import sarif_pydantic

PROGRAM, CACHE = sys.argv[1], pathlib.Path(sys.argv[2])
SOURCE = pathlib.Path(__file__).resolve().parents[2]
MULTITOOL = CACHE / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
REVIEWDOG = CACHE / "go/bin/reviewdog"
TSC = CACHE / "node_modules/typescript/bin/tsc"
FORMATS = ("json jsonl sarif github markdown gitlab gitlab-secrets junit checkstyle rdjson sonar csv concise").split()

RULE = """title = "Marker left in | *now* <b>"
why = "It does not belong into production: see @team, #1 and http://example.com/."
fix = "Remove it & rotate <it>."
severity = "high"
confidence = "high"
references = ["CWE-489", "https://example.com/a?b=c&d=e"]
pattern = 'MARKER_(?P<secret>[0-9a-f]{16})'
environments = { unknown = "high" }
[[bad]]
text = "key = MARKER_0a1b2c3d4e5f6071"
finds = "0a1b2c3d4e5f6071"
[[good]]
why = "too short"
text = "key = MARKER_0a1b"
"""
NAMES = [
    b"!comma,colon:%0A%25.py", b"line\nbreak.py", b"carriage\rreturn.py", b"quote\"'`.py", b"esc\x1b[2J.py", b"bad\xff\xfe.py", b"percent%0A%25.py",
    b"::error file=x::y.py", b"##vso[task.x]y.py", b"cdata]]>.py", b"comment--.py", b"-->.py", b"pipe|a|b.py",
    b"=cmd|' .py", b"@SUM(A1).py", b"<script>alert(1)<script>.py", b"[text](http:evil.example).py", b"@team #1.py",
    b"rtl\xe2\x80\xae.py", b"back\\slash.py", b"comma,colon:.py", b"blank at end .py ", b"{0} $x$ *b*.py",
    b"emoji\xf0\x9f\x98\x80.py", b"www.evil.example", b"\xef\xbf\xbe\x01.py",
]  # fmt: skip

failures = []


def check(condition, text):
    if not condition:
        failures.append(text)


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, errors="replace", **options)


class Tree:
    """A folder, and all reports about it."""

    def __init__(self, name, folder, out, arguments):
        self.name, self.folder, self.out = name, folder, out
        out.mkdir()
        outputs = [word for format in FORMATS for word in ("-o", f"{format}={out / format}")]
        done = run(PROGRAM, "audit", folder, "-q", "--no-config", *arguments, *outputs)
        check(done.returncode in (0, 1), f"{name}: exit code {done.returncode}: {done.stderr}")
        findings = json.loads(self.read("json"))["findings"]
        self.findings = [finding for finding in findings if not finding["suppressions"]]
        self.total = len(findings)

    def path(self, format):
        return self.out / format

    def read(self, format):
        return self.path(format).read_text(encoding="utf-8")


def sarif(tree):
    log = sarif_pydantic.Sarif.model_validate_json(tree.read("sarif"))
    check(len(log.runs[0].results) == tree.total, f"{tree.name}: SARIF: number of results")


def sarif_by_schema(tree):
    MULTITOOL.chmod(0o755)
    report = tree.out / "report.sarif"
    shutil.copy(tree.path("sarif"), report)
    result = tree.out / "validation.sarif"
    environment = dict(os.environ, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1", DOTNET_BUNDLE_EXTRACT_BASE_DIR=str(CACHE / "dotnet"))
    done = run(MULTITOOL, "validate", report, "--rule-kind", "Sarif;Ghas", "--output", result, "--log", "ForceOverwrite", env=environment)
    if not result.exists():
        failures.append(f"{tree.name}: the SARIF validator did not run: {done.stdout[-500:]} {done.stderr[-500:]}")
        return
    for found in json.loads(result.read_text(encoding="utf-8-sig"))["runs"][0]["results"]:
        if found.get("level", "warning") == "error":
            failures.append(f"{tree.name}: SARIF: {found['ruleId']} {json.dumps(found['message'])}")


def gitlab(tree):
    """The published types, as a compiler reads them."""
    modules = CACHE / "types"
    modules.mkdir(exist_ok=True)
    source = modules / f"{tree.name}.ts"
    source.write_text(
        "import type { Issue, Severity } from 'codeclimate-types'\n"
        "type Wanted = Pick<Issue, 'description' | 'check_name' | 'fingerprint' | 'location'> & { severity: Severity }\n"
        f"export const issues: Wanted[] = {tree.read('gitlab')}\n"
    )
    done = run("node", TSC, "--noEmit", "--strict", "--module", "nodenext", "--moduleResolution", "nodenext", source)
    check(done.returncode == 0, f"{tree.name}: GitLab code quality: {done.stdout[:1000]}")
    issues = json.loads(tree.read("gitlab"))
    check(len({issue["fingerprint"] for issue in issues}) == len(tree.findings), f"{tree.name}: GitLab: fingerprints")


def gitlab_secrets(tree):
    """No program that reads this format is in a registry: what GitLab's schema, version 15, demands instead."""
    report = json.loads(tree.read("gitlab-secrets"))
    scan = report["scan"]
    check(re.fullmatch(r"15\.\d+\.\d+", report["version"]), f"{tree.name}: GitLab secrets: version {report['version']}")
    for program in (scan["analyzer"], scan["scanner"]):
        check(program["id"] and program["name"] and program["version"] and program["vendor"]["name"], f"{tree.name}: GitLab secrets: {program}")
    for time in (scan["start_time"], scan["end_time"]):
        check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", time), f"{tree.name}: GitLab secrets: time {time}")
    check(scan["type"] == "secret_detection" and scan["status"] in ("success", "failure"), f"{tree.name}: GitLab secrets: {scan}")
    wanted = [finding for finding in tree.findings if finding["category"] == "credentials"]
    found = report["vulnerabilities"]
    check(len(found) == len({entry["id"] for entry in found}) == len(wanted), f"{tree.name}: GitLab secrets: ids")
    for entry in found:
        problem = f"{tree.name}: GitLab secrets: {entry}"
        check(entry["severity"] in ("Info", "Unknown", "Low", "Medium", "High", "Critical"), problem)
        check(0 < len(entry["name"]) <= 255 and len(entry["description"]) <= 1048576, problem)
        check(entry["location"]["commit"]["sha"] and entry["location"]["start_line"] >= 1, problem)
        check(entry["identifiers"] and all(i["type"] and i["name"] and i["value"] for i in entry["identifiers"]), problem)


def junit(tree):
    suites = list(junitparser.JUnitXml.fromfile(str(tree.path("junit"))))
    cases = [case for suite in suites for case in suite]
    check(sum(suite.tests for suite in suites) == len(cases), f"{tree.name}: JUnit: number of tests")
    failed = [case for case in cases if any(isinstance(result, junitparser.Failure) for result in case.result)]
    certain = [f for f in tree.findings if f["confidence"] != "low" and f["severity"] != "info"]
    check(len(failed) == len(certain), f"{tree.name}: JUnit: {len(failed)} failures for {len(certain)} findings")


def checkstyle(tree):
    root = xml.etree.ElementTree.parse(tree.path("checkstyle")).getroot()
    check(len(root.findall("file/error")) == len(tree.findings), f"{tree.name}: Checkstyle: number of errors")


def reviewdog(tree):
    for format in ("rdjson", "checkstyle", "sarif"):
        with open(tree.path(format), "rb") as report:
            done = run(REVIEWDOG, f"-f={format}", "-name=t", "-reporter=rdjson", "-filter-mode=nofilter", "-diff=true", stdin=report, cwd=tree.out)
        if done.returncode != 0:
            failures.append(f"{tree.name}: reviewdog does not read {format}: {done.stderr[-500:]}")
            continue
        read = json.loads(done.stdout).get("diagnostics") or []
        wanted = tree.total if format == "sarif" else len(tree.findings)
        check(len(read) == wanted, f"{tree.name}: reviewdog reads {len(read)} of {wanted} findings from {format}")
        if format != "rdjson":
            continue
        for diagnostic in read:  # columns are bytes: what they mark in the file is the finding
            place, path = diagnostic["location"].get("range"), diagnostic["location"]["path"]
            if "\ufffd" in path or not place or "column" not in place["start"]:
                continue
            line = (tree.folder / path).read_bytes().split(b"\n")[place["start"]["line"] - 1]
            marked = line[place["start"]["column"] - 1 : place["end"]["column"] - 1]
            if tree.name == "hostile":
                check(marked == b"8f3a91c0d27e55b1", f"{tree.name}: rdjson marks {marked} in {path!r}")


def table(tree):
    with open(tree.path("csv"), newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, strict=True))
    check(len(rows) == tree.total, f"{tree.name}: CSV: number of rows")
    for row in rows:
        check(None not in row and None not in row.values(), f"{tree.name}: CSV: a row has another number of cells")
        check(not any(value[:1] in tuple("=+-@\t\r") for value in row.values() if value), f"{tree.name}: CSV: a formula: {row}")


def markdown(tree):
    tokens = markdown_it.MarkdownIt("gfm-like").parse(tree.read("markdown"))
    rows = 0
    inline = [child for token in tokens for child in token.children or []]
    for token in tokens + inline:
        if token.type in ("html_block", "html_inline"):
            tags = set(re.findall(r"<(/?[a-z]+)", token.content))
            check(tags <= {"details", "/details", "summary", "/summary"}, f"{tree.name}: Markdown: HTML {token.content!r}")
        elif token.type == "link_open":
            href = token.attrs["href"]
            check("://" not in href and not href.startswith(("//", "mailto:")), f"{tree.name}: Markdown: a link to {href}")
        elif token.type == "tr_open":
            rows += 1
    cells = sum(token.type == "td_open" for token in tokens)
    check(cells % 1 == 0 and (rows > len(tree.findings) or not tree.findings), f"{tree.name}: Markdown: number of rows")


def annotations(tree):
    done = run("node", SOURCE / "tests/consumers/annotations.js", CACHE, tree.path("github"))
    check(done.returncode == 0, f"{tree.name}: GitHub annotations: {done.stderr}")
    files = json.loads(done.stdout) if done.returncode == 0 else []
    check(bool(files) == bool(tree.findings), f"{tree.name}: GitHub annotations: none")
    for file in files:  # a backslash may stand for a character that is shown as an escape
        check("\\" in file or (tree.folder / file).exists(), f"{tree.name}: GitHub annotations: there is no file {file!r}")


def sonar(tree):
    """No program that reads this format is in a registry: the documented rules of the format instead."""
    report = json.loads(tree.read("sonar"))
    rules = {rule["id"]: rule for rule in report["rules"]}
    for rule in rules.values():
        check({"id", "name", "engineId", "cleanCodeAttribute", "impacts"} <= rule.keys(), f"{tree.name}: Sonar: {rule}")
        for impact in rule["impacts"]:
            check(impact["softwareQuality"] in ("SECURITY", "RELIABILITY", "MAINTAINABILITY"), f"{tree.name}: Sonar: {impact}")
            check(impact["severity"] in ("HIGH", "MEDIUM", "LOW"), f"{tree.name}: Sonar: {impact}")
    check(len(report["issues"]) == len(tree.findings), f"{tree.name}: Sonar: number of issues")
    for issue in report["issues"]:
        place = issue["primaryLocation"]
        check(issue["ruleId"] in rules and place["message"] and place["filePath"], f"{tree.name}: Sonar: {issue}")
        where = place.get("textRange")
        if not where or "\ufffd" in place["filePath"]:
            continue
        text = (tree.folder / place["filePath"]).read_bytes().decode(errors="replace")
        line = text.split("\n")[where["startLine"] - 1]
        units = len(line.encode("utf-16-le")) // 2  # a range beyond the line makes the import fail
        check(where["endLine"] > where["startLine"] or where["startColumn"] < where["endColumn"] <= units, f"{tree.name}: Sonar: {issue}")


def consumers():
    yield "SARIF", "sarif-pydantic", True, sarif
    yield "SARIF", "the SARIF multitool's validator (schema and the rules for GitHub)", MULTITOOL.exists(), sarif_by_schema
    yield "GitLab code quality", "codeclimate-types", TSC.exists(), gitlab
    yield "GitLab secret detection", "the documented rules", True, gitlab_secrets
    yield "JUnit", "junitparser", True, junit
    yield "Checkstyle", "an XML parser", True, checkstyle
    yield "rdjson, Checkstyle, SARIF", "reviewdog", REVIEWDOG.exists(), reviewdog
    yield "CSV", "Python's csv", True, table
    yield "Markdown", "markdown-it with tables and autolinks", True, markdown
    yield "GitHub annotations", "@actions/core", TSC.exists(), annotations
    yield "Sonar", "the documented rules", True, sonar


def trees(work):
    rules = work / "rules/credentials"
    rules.mkdir(parents=True)
    (rules / "marker.toml").write_text(RULE)
    hostile = work / "hostile"
    hostile.mkdir()
    for name in NAMES:
        with open(os.path.join(os.fsencode(hostile), name), "wb") as file:
            file.write("# |é😀`<b>\nkéy😀 = MARKER_8f3a91c0d27e55b1 # <b>|`@x`\n".encode())
    shop = work / "shop"
    shutil.copytree(SOURCE / "testdata/demo-shop", shop)
    clean = work / "clean"
    clean.mkdir()
    (clean / "hello.py").write_text("print('hello')\n")
    yield Tree("hostile", hostile, work / "hostile-reports", ["--no-builtin-rules", "--rules", work / "rules"])
    yield Tree("shop", shop, work / "shop-reports", [])
    yield Tree("clean", clean, work / "clean-reports", [])


with tempfile.TemporaryDirectory() as folder:
    all_trees = list(trees(pathlib.Path(folder)))
    for format, reader, present, read in consumers():
        if not present:
            print(f"==== NOT CHECKED: {format} with {reader}: not installed")
            continue
        before = len(failures)
        for tree in all_trees:
            try:
                read(tree)
            except Exception as error:  # whatever a reader stumbles over is what is looked for
                failures.append(f"{tree.name}: {format}: {reader}: {type(error).__name__}: {str(error)[:500]}")
        print(f"{'ok' if len(failures) == before else 'FAILED':6} {format}: read by {reader}")
for failure in failures[:40]:
    print("  " + failure)
sys.exit(1 if failures else 0)

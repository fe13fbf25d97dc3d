// annotations.js CACHE REPORT: takes each workflow command apart as GitHub's runner does, puts it together again with
// GitHub's own library, and wants the same line. Prints the files that are annotated, as JSON.
const fs = require('fs');
const os = require('os');
const path = require('path');
const [cache, report] = process.argv.slice(2);
const { issueCommand } = require(path.join(cache, 'node_modules/@actions/core/lib/command.js'));

const unescape_data = (s) => s.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%');
const unescape_property = (s) =>
  s.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%25/g, '%');

const files = [];
for (const line of fs.readFileSync(report, 'utf8').split('\n')) {
  if (!line.startsWith('::')) continue;
  const [, kind, list, message] = /^::(\w+) (.*?)::(.*)$/.exec(line);
  const properties = Object.fromEntries(
    list.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), unescape_property(pair.slice(pair.indexOf('=') + 1))]));
  let again = '';
  const write = process.stdout.write;
  process.stdout.write = (text) => { again += text; return true; };
  issueCommand(kind, properties, unescape_data(message));
  process.stdout.write = write;
  if (again !== line + os.EOL) {
    console.error(`not the same:\n  ${line}\n  ${again}`);
    process.exit(1);
  }
  if ('file' in properties) files.push(properties.file);
}
console.log(JSON.stringify(files));

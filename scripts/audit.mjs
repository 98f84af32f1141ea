// Known vulnerabilities of all packages, those of the build too, and whether each finding is answered:   npm run audit
//   --report FILE   takes a report of `npm audit --json` from there instead of asking the registry
//   --offline-ok    ends well where the registry does not answer, after having said so: for machines that cannot reach it
// The answers are in docs/advisories.json. Fails on a finding that has none, on an answer whose day is past, and on one that answers nothing any more.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.join(import.meta.dirname, '..');
const ANSWERS = 'docs/advisories.json';

/**
 * The findings of a report of `npm audit --json` (version 2), one an advisory.
 *
 * @throws where it is no such report: an error of the registry must not read like "nothing found"
 */
export function findingsOf(report) {
  if (report?.auditReportVersion !== 2 || typeof report.vulnerabilities !== 'object')
    throw new Error(report?.error?.summary || report?.message || 'what came is no report of version 2');
  const found = new Map();
  for (const { via } of Object.values(report.vulnerabilities))
    for (const advisory of via) {
      // A name alone is a package that depends on one with a finding.
      if (typeof advisory === 'string') continue;
      const id = /GHSA-[\w-]+/.exec(advisory.url)?.[0] ?? String(advisory.source);
      found.set(id, {
        id,
        package: advisory.name,
        severity: advisory.severity,
        title: advisory.title,
        range: advisory.range,
      });
    }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * @param findings as `findingsOf` gives them
 * @param answers each with `id`, `package`, `affected`, `why` and `until`, the last day (YYYY-MM-DD) that it holds
 * @param today YYYY-MM-DD
 * @returns what is wrong, a sentence each; empty where all is well
 */
export function auditProblems(findings, answers, today) {
  const answerTo = new Map(answers.map((answer) => [answer.id, answer]));
  const ids = new Set(findings.map(({ id }) => id));
  return [
    ...answers
      .filter((answer) => !isAnswer(answer))
      .map(
        ({ id }) =>
          `the answer to ${id} lacks something: it needs id, package, affected ("no" or "until fixed"), why, and until (a day)`,
      ),
    ...findings
      .filter(({ id }) => !answerTo.has(id))
      .map(
        ({ id, package: name, range, severity, title }) =>
          `${id} (${severity}) in ${name} ${range}: ${title}. Update it; or say in ${ANSWERS} why it does no harm, and until when that is to be looked at again`,
      ),
    ...findings
      .filter(({ id }) => answerTo.has(id) && answerTo.get(id).until < today)
      .map(
        ({ id, package: name }) =>
          `the answer to ${id} in ${name} held until ${answerTo.get(id).until}: look at it again`,
      ),
    ...answers
      .filter(({ id }) => !ids.has(id))
      .map(({ id, package: name }) => `${id} in ${name} is not found any more: take its answer out of ${ANSWERS}`),
  ];
}

const isAnswer = ({ id, package: name, affected, why, until }) =>
  [id, name, why].every((text) => typeof text === 'string' && text !== '') &&
  ['no', 'until fixed'].includes(affected) &&
  /^\d{4}-\d\d-\d\d$/.test(until ?? '');

/** The report of the registry; what npm says there on its standard output is a report even where it ends with an error. */
function asked() {
  const [program, shell] = ['npm', process.platform === 'win32'];
  try {
    return execFileSync(program, ['audit', '--json'], {
      cwd: root,
      encoding: 'utf8',
      shell,
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 28,
    });
  } catch (error) {
    return String(error.stdout ?? '');
  }
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: { report: { type: 'string' }, 'offline-ok': { type: 'boolean', default: false } },
  });
  const answers = JSON.parse(readFileSync(path.join(root, ANSWERS), 'utf8')).answers;
  let findings;
  try {
    findings = findingsOf(JSON.parse(values.report === undefined ? asked() : readFileSync(values.report, 'utf8')));
  } catch (error) {
    console.error(
      `Nothing was audited: the registry gave no findings (${error.message}). That is neither good nor bad news. Run it where registry.npmjs.org can be reached, or give a report that was made there: npm audit --json > report.json; npm run audit -- --report report.json`,
    );
    process.exit(values['offline-ok'] ? 0 : 2);
  }
  const problems = auditProblems(findings, answers, new Date().toISOString().slice(0, 10));
  console.log(`${findings.length} findings, ${answers.length} answers.`);
  for (const problem of problems) console.error(`  ${problem}`);
  process.exit(problems.length === 0 ? 0 : 1);
}

import { spawnSync } from 'node:child_process';

/**
 * `npm run check:advisories` compares package-lock.json with npm's security advisories. It fails if one of them is high or
 * critical. Some registries have no advisories and some machines no network: then it says that nothing was checked, and
 * does not fail.
 *
 * Packages of the admin UI are development dependencies that are built into what is deployed, so those are checked too.
 */

interface Advisory {
  title: string;
  url: string;
}

interface AuditReport {
  /** Only with `error`. */
  message?: string;
  vulnerabilities?: Record<
    string,
    { severity: string; range: string; nodes: string[]; via: (Advisory | string)[] }
  >;
}

const severe = new Set(['high', 'critical']);

// Neither retries nor a long time-out: a check must not wait for a registry that is away.
const args = ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=20000'];
const { stdout, error } = spawnSync('npm', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

function read(text: string): AuditReport {
  try {
    return JSON.parse(text) as AuditReport;
  } catch {
    return { message: error?.message ?? 'npm audit printed no report' };
  }
}

const { vulnerabilities, message = 'npm audit printed no list' } = read(stdout);
if (vulnerabilities === undefined) {
  console.warn(`Not checked for advisories: ${message.split('\n', 1)[0]}`);
} else {
  const found = Object.entries(vulnerabilities);
  for (const [name, { severity, range, nodes, via }] of found) {
    console.log(`${severity}: ${name} ${range} (${nodes.join(', ')})`);
    for (const one of via) {
      console.log(typeof one === 'string' ? `  by ${one}` : `  ${one.title} ${one.url}`);
    }
  }
  const severeCount = found.filter(([, { severity }]) => severe.has(severity)).length;
  console.log(`${found.length} packages with advisories, ${severeCount} of them high or critical.`);
  if (severeCount > 0) process.exitCode = 1;
}

import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isWithinBudget, ratioOf, type Finding } from './findings.ts';
import type { BenchOptions } from './options.ts';

/** The results file; not in the repository. */
const file = fileURLToPath(new URL('results.json', import.meta.url));

/**
 * Writes the findings as JSON. `ratio` is comparable between machines; `value` and `reference` are medians on
 * this machine.
 */
export async function writeResults(
  { name, large, small, effort }: BenchOptions,
  findings: readonly Finding[],
): Promise<void> {
  const results = {
    run: name,
    at: new Date().toISOString(),
    machine: { platform: process.platform, arch: process.arch, cpus: availableParallelism() },
    node: process.version,
    large: large.traffic,
    small: small.traffic,
    effort,
    findings: findings.map((finding) => ({
      id: finding.id,
      what: finding.what,
      ratio: ratioOf(finding) ?? null,
      budget: finding.budget ?? null,
      ok: isWithinBudget(finding) ?? null,
      unit: finding.unit,
      value: finding.value,
      against: finding.against?.what ?? null,
      reference: finding.against?.value ?? null,
    })),
  };
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
}

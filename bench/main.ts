import { parseArguments } from '../dev/data/command.ts';
import { explain, oneLine } from '../dev/explain.ts';
import { startKeeper } from '../dev/keeper-client.ts';
import { Parts } from '../dev/parts.ts';
import { listenForStop } from '../dev/stop-requests.ts';
import { formatTable, isWithinBudget, type Finding } from './findings.ts';
import { measureFolding } from './folding.ts';
import { measureLockWaits } from './lock-waits.ts';
import { measureCached } from './measure-cached.ts';
import { measureUi } from './measure-ui.ts';
import { measureUncached } from './measure-uncached.ts';
import { measureInserts } from './message-inserts.ts';
import { parseBenchArguments, usage, type BenchOptions } from './options.ts';
import { measurePlain } from './plain-statements.ts';
import { writeResults } from './results.ts';
import { setStage, type Stage } from './stage.ts';

const begun = performance.now();
const onProgress = (line: string): void =>
  console.error(`${((performance.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);

/**
 * Runs the measurements, starting with those that change nothing; the last one makes the large database
 * unusable.
 */
async function measure(stage: Stage, { effort }: BenchOptions): Promise<Finding[]> {
  const uncached = await measureUncached(stage, effort, onProgress);
  const cached = await measureCached(stage, effort, onProgress);
  const ui = await measureUi(stage, effort, onProgress);
  onProgress('Plain statements');
  const plain = await measurePlain(stage.urls.large, effort.plainRounds, uncached);
  onProgress('Folding');
  const folding = await measureFolding(stage.urls.large, effort.foldRounds);
  onProgress('Message inserts');
  const waits = await measureLockWaits(
    { url: stage.urls.large, logFile: stage.postgresLog },
    effort.writersMs,
  );
  const inserts = await measureInserts(stage.urls.large, effort);
  return [...uncached, ...cached, ...ui, ...plain, ...folding, inserts, ...waits];
}

/** @returns the exit code: 0 whatever the results, 1 after a failure, 130 after Ctrl-C */
async function run(options: BenchOptions): Promise<number> {
  const { signal } = listenForStop();
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('Stopped')));
  });
  const parts = new Parts();
  const keeper = startKeeper();
  const work = async (): Promise<void> => {
    const stage = await setStage(options, { keeper, parts, signal }, onProgress);
    const findings = await measure(stage, options);
    await writeResults(options, findings);
    console.log(formatTable(findings));
    const over = findings.filter((finding) => isWithinBudget(finding) === false).length;
    console.log(
      `\n${over === 0 ? 'All within budget' : `${over} over budget`}. Full results: bench/results.json.`,
    );
    if (!options.hold) return;
    onProgress(`Held until Ctrl-C: ${stage.urls.large} ${stage.urls.small} ${JSON.stringify(stage.ports)}`);
    await stopped;
  };
  try {
    await Promise.race([work(), parts.failure, stopped]);
    return 0;
  } catch (error) {
    console.error(signal.aborted ? 'Stopped' : explain(error));
    return signal.aborted ? 130 : 1;
  } finally {
    await parts.stop(true);
    await keeper.letGo();
  }
}

let code = 1;
try {
  const options = parseArguments(usage, parseBenchArguments);
  code = await run(options);
} catch (error) {
  console.error(oneLine(error));
}
// Any handles still open only wait for processes that have ended.
process.exit(code);

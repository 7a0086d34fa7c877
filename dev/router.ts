import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parseArguments, runCommand } from './data/command.ts';
import { readDevState } from './dev-state.ts';
import type { CallerRole } from '../src/values/enums.ts';
import { signToken } from './development-token.ts';
import { apiPath } from './health.ts';
import { routerSecretOf } from './router-secrets.ts';
import { DemoAgents } from './router/answer-offers.ts';
import { createCaller, signedWith, withToken, type Caller } from './router/calls.ts';
import { registerDemoAgents } from './router/demo-agents.ts';
import { Router, type Tally } from './router/router.ts';
import { readDataDir } from './settings.ts';
import { readRunningVariables } from './worker-variables.ts';

const usage = 'npm run router -- [--agents N] [--rounds N] [--name router-1|router-2] [--no-answer]';

/** How long an offer is valid, and how long the loop pauses: short enough to watch. */
const holdSeconds = 5;
const restMs = 1000;

interface RouterArguments {
  agents: number;
  rounds: number;
  name: string;
  answers: boolean;
}

/** @throws Error about the first invalid argument */
function parseRouterArguments(args: string[]): RouterArguments {
  const { values } = parseArgs({
    args,
    options: {
      agents: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '10' },
      name: { type: 'string', default: 'router-1' },
      'no-answer': { type: 'boolean', default: false },
    },
  });
  const number = (name: 'agents' | 'rounds', max: number): number => {
    const value = /^\d{1,6}$/.test(values[name]) ? Number(values[name]) : 0;
    if (value < 1 || value > max) throw new Error(`--${name} must be a whole number from 1 to ${max}`);
    return value;
  };
  const agents = number('agents', 50);
  return { agents, rounds: number('rounds', 100_000), name: values.name, answers: !values['no-answer'] };
}

function summary(rounds: number, tally: Tally, open: number, waiting: number, repeats: number): string {
  const { offered, taken, declined, expired, refused } = tally;
  const refusals = [...refused].map(([code, times]) => `${times} ${code}`).join(', ') || 'none';
  return (
    `${rounds} rounds, ${offered} offers: ${taken} taken, ${declined} declined, ${expired} expired, ${open} open. ` +
    `Refusals: ${refusals}. Repeated calls: ${repeats}. Still waiting: ${waiting}.`
  );
}

/**
 * Drives the running dashboard as a routing system would: a demo to watch and an example to copy
 * (docs/routing.md).
 */
await runCommand('Not routed', async () => {
  const { agents, rounds, name, answers } = parseArguments(usage, parseRouterArguments);
  const dataDir = readDataDir(process.env);
  const state = await readDevState(dataDir);
  if (state === undefined) throw new Error(`nothing runs over ${dataDir}: start it with npm run dev`);
  const base = `${state.url}${apiPath}`;

  let repeats = 0;
  const onRepeat = (reason: string): void => {
    repeats += 1;
    console.log(`  retrying: ${reason}`);
  };
  const variables = await readRunningVariables(dataDir);
  const routerSecret = routerSecretOf(variables.ROUTER_SECRETS ?? '', name);
  const asPerson = async (role: CallerRole, sub?: string): Promise<Caller> => {
    const token = await signToken({ variables, role, sub });
    return createCaller(base, withToken(token), onRepeat);
  };

  console.log(`${name} at ${base}`);
  for (const agent of await registerDemoAgents(await asPerson('admin'), agents)) {
    const { display_name, team, skills, max_sessions, free } = agent;
    console.log(
      `Registered ${display_name}: ${team}; ${skills.join(', ')}; ${free} of ${max_sessions} places free`,
    );
  }

  const say = (line: string): void => console.log(`  ${line}`);
  const caller = createCaller(base, signedWith(routerSecret), onRepeat);
  const router = new Router({ caller, holdSeconds, say });
  const demoAgents = new DemoAgents((agentId) => asPerson('agent', agentId), say);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());

  let done = 0;
  while (done < rounds && !stop.signal.aborted) {
    done += 1;
    console.log(`Round ${done}`);
    const offers = await router.round();
    if (answers) await demoAgents.answer(offers);
    if (done < rounds) await sleep(restMs, undefined, { signal: stop.signal }).catch(() => {});
  }
  const { length: waiting } = await router.look();
  console.log(summary(done, router.tally, router.open, waiting, repeats));
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDevState } from '../../dev/dev-state.ts';
import { findFreePort } from '../../dev/free-port.ts';
import { browserPath, pageTimeoutMs, withBrowser } from '../support/browser.ts';
import { commandSuccesses } from '../support/node/command-scenarios.ts';
import { operations, type Ask, type Described } from '../support/node/described.ts';
import { runDev, waitForNothingLeft, type DevProgram } from '../support/node/dev-run.ts';
import { RoutingRows } from '../support/node/routing-rows.ts';

/** The docs page as somebody uses it who has run `npm run dev`: in a browser, with the printed token. */
describe.skipIf(browserPath === undefined)('/docs in a browser', () => {
  let dataDir: string;
  let program: DevProgram;
  let client: Client;
  let rows: RoutingRows;
  let url: string;
  let token: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-docs-'));
    program = runDev('main.ts', { DATA_DIR: dataDir, PORT: String(await findFreePort()), DEMO: '0' });
    token = /Bearer (\S+)'/.exec(await program.says('/overview\n'))?.[1] ?? '';
    const state = await readDevState(dataDir);
    if (state === undefined) throw new Error('dev.json is not there.');
    url = state.url;
    client = new Client({ connectionString: state.databaseUrl });
    await client.connect();
    rows = new RoutingRows(client);
  });
  afterAll(async () => {
    await client.end();
    program.kill('SIGTERM');
    await waitForNothingLeft(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Opens the page, and collects what the browser complains about: errors and what the content policy stops. */
  async function openDocs(browser: Browser, place = ''): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage();
    page.setDefaultTimeout(pageTimeoutMs);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(`${url}/docs${place}`);
    await page.locator('.opblock').first().waitFor();
    return { page, complaints };
  }

  async function authorize(page: Page): Promise<void> {
    await page.locator('.auth-wrapper > .authorize').click();
    await page.locator('#auth-bearer-value').fill(token);
    await page
      .locator('.auth-container', { has: page.locator('#auth-bearer-value') })
      .getByRole('button', { name: 'Apply credentials' })
      .click();
    await page.locator('.modal-ux .close-modal').click();
  }

  /** Brings about what an operation needs, and says which ids its path takes. */
  async function idsFor(described: Described): Promise<Record<string, string>> {
    const [status] = successesOf(described);
    const prepare = commandSuccesses[`${described.operation.operationId} ${status}`];
    const world = { rows, send: () => Promise.reject(new Error('The browser sends.')) };
    const ask: Ask = (await prepare?.(described, world)) ?? {};
    return {
      session_id: ask.sessionId ?? (await rows.session({ status: 'active' })),
      agent_id: ask.agentId ?? (await rows.agent()),
      offer_id: ask.offerId ?? '',
      customer_id: crypto.randomUUID(),
    };
  }

  const successesOf = ({ operation }: Described): string[] =>
    Object.keys(operation.responses).filter((status) => status.startsWith('2'));

  const blockOf = (page: Page, { operation }: Described): Locator =>
    page.locator(`#operations-${operation.tags[0]}-${operation.operationId}`);

  /** Fills in the ids and executes an operation, which then shows the status. */
  async function execute(page: Page, described: Described): Promise<string> {
    const block = blockOf(page, described);
    for (const [name, id] of Object.entries(await idsFor(described))) {
      if (described.path.includes(`{${name}}`))
        await block.locator(`tr[data-param-name="${name}"] input`).fill(id);
    }
    await block.locator('.execute').click();
    const status = block.locator('.live-responses-table tbody .response-col_status');
    return (await status.innerText()).slice(0, 3);
  }

  it('executes every operation as it opens, with a token and the ids in its path', async () => {
    await withBrowser(async (browser) => {
      const { page, complaints } = await openDocs(browser);
      await authorize(page);
      for (const described of operations) {
        const { name, operation } = described;
        const block = blockOf(page, described);
        const summary = block.locator('.opblock-summary-control');
        await summary.click();
        await block.locator('.execute').waitFor();
        const filled = await block.locator('tr[data-param-name]').evaluateAll((fields) =>
          fields.filter(
            // A list without entries has no field yet.
            (field) => (field.querySelector<HTMLInputElement>('input, select, textarea')?.value ?? '') !== '',
          ),
        );
        expect([name, filled.length]).toEqual([name, 0]);
        const examples = await block
          .locator('.response[data-code] pre.example')
          .evaluateAll((pres) =>
            pres.map((pre) => [pre.closest<HTMLElement>('.response')?.dataset['code'], pre.textContent]),
          );
        const problems = examples.filter(([status]) => Number(status) >= 400);
        expect([name, problems.length]).toEqual([
          name,
          Object.keys(operation.responses).filter((s) => Number(s) >= 400).length,
        ]);
        for (const [status, text] of problems)
          expect(JSON.parse(text ?? '')).toMatchObject({ status: Number(status) });
        expect([name, await execute(page, described)]).toEqual([
          name,
          expect.toBeOneOf(successesOf(described)),
        ]);
        await summary.click();
      }
      expect(complaints).toEqual([]);
    });
    // Swagger UI takes a second or more per operation.
  }, 900_000);

  it('opens the operation that a link names, and is dark where the system is', async () => {
    await withBrowser(async (browser) => {
      const { page, complaints } = await openDocs(browser, '#/Commands/assignSession');
      await page.locator('#operations-Commands-assignSession .execute').waitFor();
      const background = (): Promise<string> =>
        page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
      const light = await background();
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html.dark-mode').waitFor();
      expect(await background()).not.toBe(light);
      expect(complaints).toEqual([]);
    });
  });
});

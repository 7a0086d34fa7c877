import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, startBrowser } from '../support/browser.ts';
import { endedWindow, valueOf } from '../support/node/ui-figures.ts';
import { askApi, expectAccessible, openUi } from '../support/node/ui-page.ts';

interface Messages {
  total_messages: number;
  message_types: { text: number; files: number; images: number };
  status_distribution: { sent: number; delivered: number; read: number };
  avg_message_length: number;
}

const openPage = async (browser: Browser, options = {}) => {
  const opened = await openUi(browser, `/messages?${endedWindow.view}`, options);
  await opened.page.locator('[data-part=sent]').waitFor();
  await opened.page.getByRole('group', { name: 'Messages by day' }).waitFor();
  return opened;
};

describe.skipIf(browserPath === undefined)('messages', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('shows what the API answers', async () => {
    const told = (await (await askApi(`/message-analytics?${endedWindow.query}`)).json()) as Messages;
    const { page, complaints } = await openPage(browser);
    const { message_types: types, status_distribution: states } = told;
    expect(told.total_messages).toBeGreaterThan(1000);
    const shown: Record<string, number> = {
      messages: told.total_messages,
      messageLength: told.avg_message_length,
      readShare: (100 * states.read) / told.total_messages,
      attachmentShare: (100 * (types.files + types.images)) / told.total_messages,
      texts: types.text,
      files: types.files,
      images: types.images,
      sent: states.sent,
      delivered: states.delivered,
      read: states.read,
    };
    for (const [key, value] of Object.entries(shown))
      expect([key, await valueOf(page, key)]).toEqual([key, value]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('draws the volume that the API answers, and saves it as CSV', async () => {
    const series = await askApi(
      `/timeseries?${endedWindow.query}&granularity=day&tz=Europe/Berlin&metrics=written_messages`,
    );
    const { buckets } = (await series.json()) as { buckets: { written_messages: number }[] };
    const { page } = await openPage(browser);
    await page.getByRole('button', { name: 'Table of Messages' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('region', { name: 'Table of Messages' }).waitFor();
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
    expect(lines.slice(1).map((line) => Number(line.split(',')[2]))).toEqual(
      buckets.map(({ written_messages: count }) => count),
    );
    await page.context().close();
  });

  it('says what a figure means, on what it rests and as of when, to the keyboard too', async () => {
    const { page } = await openPage(browser);
    await page.locator('[data-figure=messageLength]').focus();
    await page.getByText(/mean length of text messages.*/).waitFor();
    await page.getByText(/[\d,]+ text messages · as of/).waitFor();
    await page.locator('[data-figure=messageLength]').press('Enter');
    expect(new URL(page.url()).pathname).toBe('/messages');
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['dark', 390],
  ] as const)('is accessible in %s at %d px', async (scheme, width) => {
    const { page } = await openPage(browser, { scheme, width });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
    await page.context().close();
  });
});

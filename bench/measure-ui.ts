import { browserPath, browserRemedy, launchBrowser } from '../dev/browser.ts';
import type { Finding } from './findings.ts';
import type { Effort } from './options.ts';
import type { Stage } from './stage.ts';
import { measureOverview } from './ui-overview.ts';
import { pageTimeoutMs } from './ui-page.ts';
import { measureScrolling } from './ui-scrolling.ts';
import { measureUiSizes } from './ui-sizes.ts';
import { measureTyping } from './ui-typing.ts';

/** Measures the admin UI: what a browser loads, and in the machine's Chromium how soon it shows something. */
export async function measureUi(
  stage: Stage,
  effort: Effort,
  onProgress: (line: string) => void,
): Promise<Finding[]> {
  onProgress('Admin UI');
  const sizes = await measureUiSizes();
  if (browserPath === undefined) {
    onProgress(`The admin UI's timings are left out. ${browserRemedy}`);
    return sizes;
  }
  const browser = await launchBrowser(pageTimeoutMs);
  try {
    return [
      ...sizes,
      ...(await measureOverview(browser, stage, effort.pageRounds)),
      ...(await measureTyping(browser, stage)),
      ...(await measureScrolling(browser, stage, { rows: effort.listRows, seconds: effort.scrollSeconds })),
    ];
  } finally {
    await browser.close();
  }
}

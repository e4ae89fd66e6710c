import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = fileURLToPath(new URL('../../screenshots/', import.meta.url));

/** A real browser: the one that CHROMIUM names, or on Linux the one that came with the packages, or the installed Chrome. */
export async function startChromium(): Promise<Browser> {
  const packaged = process.platform === 'linux' && process.arch === 'x64';
  const executablePath = process.env.CHROMIUM ?? (packaged ? await sparticuz.executablePath() : undefined);
  return chromium.launch({
    ...(executablePath === undefined ? { channel: 'chrome' } : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
}

export const PHONE = { width: 375, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

/** What axe finds serious or critical on the page, as a line each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as { violations: Violation[] };
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Pictures of the page at both widths, and whether it fits on a phone without scrolling sideways. */
export async function photograph(page: Page, name: string): Promise<{ fitsPhone: boolean }> {
  mkdirSync(screenshots, { recursive: true });
  await page.setViewportSize(DESKTOP);
  await page.screenshot({ path: join(screenshots, `${name}-desktop.png`), fullPage: true });
  await page.setViewportSize(PHONE);
  await page.screenshot({ path: join(screenshots, `${name}-phone.png`), fullPage: true });
  return { fitsPhone: (await page.evaluate('document.documentElement.scrollWidth <= innerWidth')) as boolean };
}

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { originOf, sandboxOf } from './browser.js';
import { HANG_MS } from './deadlines.js';
import type { TestApp } from './test-app.js';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = 'screenshots';

/**
 * Starts a real browser.
 * - The one that the variable CHROMIUM names.
 * - Else the one that comes with the packages, on Linux on x64.
 * - Else the installed Chrome.
 */
export async function startChromium(): Promise<Browser> {
  const packaged = process.platform === 'linux' && process.arch === 'x64';
  const executablePath = process.env.CHROMIUM ?? (packaged ? await sparticuz.executablePath() : undefined);
  return chromium.launch({
    ...(executablePath === undefined ? { channel: 'chrome' } : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
    timeout: HANG_MS,
  });
}

export const PHONE = { width: 375, height: 740 };
const TABLET = { width: 768, height: 1024 };
const DESKTOP = { width: 1280, height: 800 };

/** Pages in a browser, and what went wrong in any of them. */
export interface WatchedPages {
  open(options?: BrowserContextOptions): Promise<Page>;
  /** The same with the cookies of somebody who is signed in. */
  openWith(cookies: ReadonlyMap<string, string>, options?: BrowserContextOptions): Promise<Page>;
  /** Requests to hosts that are neither ours nor the sandbox's. */
  readonly strangers: readonly string[];
  /** Errors of scripts, and broken policies. */
  readonly complaints: readonly string[];
}

/** Each page has a context of its own and the size of a desktop, unless `options` say otherwise. */
export function watchPages(chromium: Browser, at: TestApp): WatchedPages {
  const origin = originOf(at);
  const known = [origin, sandboxOf(at).front];
  const strangers: string[] = [];
  const complaints: string[] = [];
  const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const defaults = { viewport: DESKTOP, baseURL: origin, locale: 'en-GB', reducedMotion: 'reduce' } as const;
    const context = await chromium.newContext({ ...defaults, ...options });
    context.setDefaultTimeout(HANG_MS);
    const page = await context.newPage();
    page.on('request', (request) => {
      if (!known.includes(new URL(request.url()).origin)) strangers.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error' && !/the server responded with a status of/.test(message.text()))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    return page;
  };
  const openWith = async (cookies: ReadonlyMap<string, string>, options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await open(options);
    await page.context().addCookies(Array.from(cookies, ([name, value]) => ({ name, value, url: origin })));
    return page;
  };
  return { open, openWith, strangers, complaints };
}

/** Signs in from the start page as a person of the sandbox. */
export async function signIn(page: Page, provider: string, person: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: `Sign in with ${provider}` }).click();
  await page.getByRole('link', { name: person }).first().click();
}

/** What was found on a page. */
export interface Inspection {
  readonly name: string;
  /** Serious and critical faults that axe finds. */
  readonly faults: readonly string[];
  /** Whether the page fits on a phone without scrolling sideways. */
  readonly fitsPhone: boolean;
  readonly fitsTablet: boolean;
}

/** Looks for faults in the page, and takes pictures of it under this name. */
export async function inspect(page: Page, name: string): Promise<Inspection> {
  return { name, faults: await seriousFaults(page), ...(await photograph(page, name)) };
}

/** The inspection of a page that is as it should be. */
export const noFaults = (name: string): Inspection => ({
  name,
  faults: [],
  fitsPhone: true,
  fitsTablet: true,
});

/** What axe finds serious or critical on the page, one line for each rule that is broken. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
    violations: Violation[];
  };
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Takes pictures of the page on a desktop and on a phone, and leaves it as on the phone. */
async function photograph(page: Page, name: string): Promise<Omit<Inspection, 'name' | 'faults'>> {
  mkdirSync(screenshots, { recursive: true });
  await page.setViewportSize(DESKTOP);
  await page.screenshot({ path: join(screenshots, `${name}-desktop.png`), fullPage: true });
  const fitsTablet = await fits(page, TABLET);
  const fitsPhone = await fits(page, PHONE);
  await page.screenshot({ path: join(screenshots, `${name}-phone.png`), fullPage: true });
  return { fitsPhone, fitsTablet };
}

async function fits(page: Page, size: typeof PHONE): Promise<boolean> {
  await page.setViewportSize(size);
  return (await page.evaluate('document.documentElement.scrollWidth <= innerWidth')) as boolean;
}

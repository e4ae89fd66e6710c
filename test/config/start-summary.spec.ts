import { describe, expect, it } from '@jest/globals';
import { nameDatabase } from '../../src/config/database-url.js';
import { loadConfig } from '../../src/config/load-config.js';
import { summarize } from '../../src/config/start-summary.js';
import { welcome } from '../../src/config/welcome.js';

const load = (variables: Record<string, string> = {}) =>
  loadConfig({ DATA_DIR: process.env.TEST_DATA_DIR, ...variables });
const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://shop.example',
  TRUST_PROXY: '10.0.0.0/8',
  DATABASE_URL: 'postgres://agiza:canary-database@db.example:5433/shop?sslmode=require',
  ADMIN_API_KEYS: 'canary-first-key-000000',
  JWT_SECRET: 'canary-jwt-secret-00000000000000',
  SESSION_SECRET: 'canary-session-secret-0000000000',
  AT_USERNAME: 'duka',
  AT_API_KEY: 'canary-carrier-key',
  AT_CALLBACK_SECRET: 'canary-callback-secret',
};

describe('summarize', () => {
  it('tells providers, staff, carrier, role, limits and database of a production start, and no secret', () => {
    const config = load({
      ...PRODUCTION,
      GOOGLE_CLIENT_ID: 'id',
      GOOGLE_CLIENT_SECRET: 'canary',
      STAFF_EMAILS: 'a@b.co',
    });
    const summary = summarize(config);
    expect(summary.facts).toEqual({
      address: 'https://shop.example',
      role: 'all: answers HTTP and sends SMS',
      'sign-in': 'Google',
      staff: '1 e-mail address',
      SMS: "Africa's Talking as duka; they cost money",
      limits:
        '50 SMS a second, 50 at one time, 2 segments each at most, daily budget 10000 (unless SMS_DAILY_BUDGET says otherwise)',
      database: 'db.example:5433/shop',
      proxies: '10.0.0.0/8',
    });
    expect(JSON.stringify(summary)).not.toMatch(/canary/);
  });

  it('tells a budget that is set without the hint at its variable', () => {
    const { facts, missing } = summarize(load({ ...PRODUCTION, SMS_DAILY_BUDGET: '250' }));
    expect(facts.limits).toBe('50 SMS a second, 50 at one time, 2 segments each at most, daily budget 250');
    expect(missing.join()).not.toContain('SMS_DAILY_BUDGET');
  });

  it('says in production that the carrier has a sandbox account', () => {
    const words = expect.stringContaining('no SMS reaches a phone: AT_USERNAME is sandbox');
    expect(summarize(load({ ...PRODUCTION, AT_USERNAME: 'sandbox' })).missing).toContainEqual(words);
    expect(summarize(load(PRODUCTION)).missing).not.toContainEqual(words);
    expect(summarize(load({ AT_USERNAME: 'sandbox', AT_API_KEY: 'key' })).missing).not.toContainEqual(words);
  });

  it('names what is missing in production', () => {
    const { missing } = summarize(load(PRODUCTION));
    for (const words of ['nobody can sign in', 'STAFF_EMAILS is unset', 'SMS_DAILY_BUDGET', 'METRICS_TOKEN'])
      expect([words, missing]).toEqual([words, expect.arrayContaining([expect.stringContaining(words)])]);
    const github = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'x', STAFF_EMAILS: 'a@b.co' };
    expect(summarize(load({ ...PRODUCTION, ...github })).missing).toContainEqual(
      expect.stringContaining('staff cannot sign in'),
    );
  });

  it('misses nothing in a development start', () => {
    const { facts, missing } = summarize(load());
    expect([missing, facts.SMS, facts['sign-in']]).toEqual([
      [],
      'the sandbox carrier; nothing is really sent',
      'Google (sandbox), GitHub (sandbox), Facebook (sandbox)',
    ]);
  });
});

describe('nameDatabase', () => {
  it.each([
    ['postgres://agiza:canary@db.example/shop', 'db.example:5432/shop'],
    ['postgres://agiza:canary@db.example:5433/shop?sslmode=require', 'db.example:5433/shop'],
    ['postgres://agiza:canary%2F@[::1]:5433/shop', '[::1]:5433/shop'],
    ['postgres://shop:canary@db.example', 'db.example:5432/shop'],
    ['postgres://db.example/shop', 'db.example:5432/shop'],
  ])('gives host, port and name of %s', (url, name) => {
    expect(nameDatabase(url)).toBe(name);
  });
});

describe('welcome', () => {
  const greet = (variables: Record<string, string>) =>
    welcome(load(variables), { port: 3000, phonesUrl: null, ownAddresses: ['192.168.1.5', '10.1.1.1'] });

  it('shows the facts in lines whose values stand below each other, and each name once', () => {
    const [, ...lines] = greet({ HOST: '0.0.0.0', AT_USERNAME: 'duka', AT_API_KEY: 'key' }).split('\n');
    const facts = lines.slice(0, lines.indexOf(''));
    for (const line of facts) expect(line).toMatch(/^([A-Z][\w -]{15}| {16}) {2}\S/);
    expect(facts).toContainEqual(expect.stringMatching(/^Missing +a daily budget of your own: /));
    const names = facts.map((line) => line.slice(0, 16).trim()).filter((name) => name !== '');
    expect(names).toEqual([...new Set(names)]);
    expect(greet({})).toMatch(/^Missing +nothing$/m);
  });

  it('names the documents only where there are some', () => {
    expect(greet({})).toContain('API documents at  http://localhost:3000/docs\n');
    expect(greet({ DOCS: 'off' })).not.toMatch(/docs/);
  });

  it('says with HOST=0.0.0.0 how another device signs in', () => {
    for (const HOST of ['0.0.0.0', '::']) {
      const text = greet({ HOST });
      expect(text).toContain('http://192.168.1.5:3000');
      expect(text).toContain('PUBLIC_URL=http://192.168.1.5:3000');
      expect(text).toContain('Agiza listens at  http://localhost:3000');
    }
    expect(greet({})).not.toContain('192.168.1.5');
    expect(greet({ HOST: '0.0.0.0', PUBLIC_URL: 'http://192.168.1.5:3000' })).not.toContain('start with PUBLIC_URL');
  });

  it('says that real SMS cost money when a development start has an account at the carrier', () => {
    expect(greet({ AT_USERNAME: 'duka', AT_API_KEY: 'key' })).toMatch(/Real SMS go out as duka and cost money/);
    expect(greet({ AT_USERNAME: 'sandbox', AT_API_KEY: 'key' })).not.toMatch(/Real SMS/);
    expect(greet({})).not.toMatch(/Real SMS/);
  });

  it.each([
    ['127.0.0.1', 'http://localhost:3000'],
    ['localhost', 'http://localhost:3000'],
    ['::1', 'http://localhost:3000'],
    ['192.168.1.5', 'http://192.168.1.5:3000'],
    ['fd00::5', 'http://[fd00::5]:3000'],
    ['fe80::5%eth0', 'http://[fe80::5]:3000'],
  ])('writes the address of HOST=%s as %s', (HOST, address) => {
    expect(greet({ HOST })).toContain(`Agiza listens at  ${address} `);
  });
});

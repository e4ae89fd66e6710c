import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { startCarrierApp } from '../support/carrier-app.js';

const RULES = 'deploy/prometheus/agiza.rules.yml';
const rules = readFileSync(RULES, 'utf8');
const tests = readFileSync('deploy/prometheus/agiza.tests.yml', 'utf8');
const operations = readFileSync('docs/operations.md', 'utf8');
const dashboard = JSON.parse(readFileSync('deploy/grafana/agiza.json', 'utf8'));

/** What each alert is called, in the order of the rules. */
const alerts = [...rules.matchAll(/^ +- alert: (\w+)$/gm)].map(([, name = '']) => name);
const expressions = [
  ...[...rules.matchAll(/^ +expr: (?:\|\n((?: {10,}.*\n)+)|(.+)\n)/gm)].map(([, block, line]) => block ?? line ?? ''),
  ...dashboard.panels.flatMap((panel: { targets?: { expr: string }[] }) =>
    (panel.targets ?? []).map(({ expr }) => expr),
  ),
];

/** Words of PromQL that look like names of metrics. */
const WORDS =
  /^(?:sum|max|min|rate|increase|delta|time|scalar|absent|topk|and|or|by|on|le|histogram_quantile|min_over_time)$/;

/** The names of metrics in an expression: not in braces or brackets, nor after `by` or `on`. */
const namesIn = (expression: string): string[] =>
  (
    expression
      .replace(/"[^"]*"/g, '')
      .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
      .replace(/\b(?:by|on) *\([^)]*\)/g, ' ')
      .match(/[a-z][a-z0-9_]*/g) ?? []
  ).filter((name) => !WORDS.test(name) && !/^e\d$/.test(name));

/** Whether the tool is there: it comes with Debian's package `prometheus`. */
const hasPromtool = spawnSync('promtool', ['--version']).error === undefined;
const promtool = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
};

describe('dashboard and alerts', () => {
  it('name metrics that /metrics has, and Prometheus its own', async () => {
    const at = await startCarrierApp();
    await at.api.get('/api/orders');
    const { text } = await at.request('/metrics');
    await at.close();
    const known = new Set(['up']);
    for (const [, name = '', type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
      if (type !== 'histogram') known.add(name);
      else for (const part of ['bucket', 'sum', 'count']) known.add(`${name}_${part}`);
    }
    const named = new Set(expressions.flatMap(namesIn));
    expect(named.size).toBeGreaterThan(30);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });

  it('each alert has a section in docs/operations.md, where its runbook_url leads', () => {
    expect(alerts.length).toBeGreaterThan(15);
    const links = [...rules.matchAll(/runbook_url: docs\/operations\.md#(\S+)/g)].map(([, anchor]) => anchor);
    expect(links).toEqual(alerts.map((name) => name.toLowerCase()));
    const sections = [...operations.matchAll(/^### (Agiza\w+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(alerts);
  });

  it('each alert is tried when it shall come, and in a healthy shop', () => {
    for (const name of alerts) expect(tests.match(new RegExp(`alertname: ${name}\\b`, 'g'))).toHaveLength(2);
  });

  it('the dashboard has a row for requests, SMS and PostgreSQL', () => {
    const rows = dashboard.panels.filter(({ type }: { type: string }) => type === 'row');
    expect(rows.map(({ title }: { title: string }) => title)).toEqual(
      expect.arrayContaining(['Requests', 'SMS', 'PostgreSQL']),
    );
  });

  (hasPromtool ? it : it.skip)(
    'each alert comes when it shall and only then, by promtool of the package prometheus',
    () => {
      expect(promtool('check', 'rules', RULES)).toMatchObject({ status: 0 });
      expect(promtool('test', 'rules', 'deploy/prometheus/agiza.tests.yml')).toMatchObject({ status: 0 });
    },
  );
});

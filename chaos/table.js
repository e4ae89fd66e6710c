import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Tells what the scenarios showed, as a table and as JSON in chaos/results.
 * The figures of a scenario are what its file wrote with `console.info`, in the order of its tests.
 */
export class Table {
  /** @type {Map<string, string[]>} What each file wrote. The next reporter takes it away. */
  said = new Map();

  /**
   * @param {{ path: string }} test
   * @param {import('@jest/reporters').TestResult} result
   */
  onTestResult({ path }, { console }) {
    const figures = (console ?? []).filter(({ type }) => type === 'info').map(({ message }) => message);
    this.said.set(path, figures);
  }

  /**
   * @param {unknown} _contexts
   * @param {import('@jest/reporters').AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    const rows = results.testResults.flatMap((file) => {
      const said = this.said.get(file.testFilePath) ?? [];
      return file.testResults.map(({ fullName, status, duration }, n) => ({
        scenario: fullName,
        status,
        seconds: Math.round((duration ?? 0) / 100) / 10,
        figures: (file.testResults.length === 1 ? said.join('; ') : said[n]) ?? '',
      }));
    });
    if (rows.length === 0) return;
    const lines = rows.map(({ scenario, status, seconds, figures }) =>
      [
        status === 'passed' ? 'holds' : status,
        `${seconds} s`.padStart(8),
        `${scenario}\n${' '.repeat(20)}${figures}`,
      ].join('  '),
    );
    const passed = results.numFailedTests === 0 && results.numRuntimeErrorTestSuites === 0;
    const folder = join(import.meta.dirname ?? 'chaos', 'results');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`);
    writeFileSync(file, `${JSON.stringify({ passed, scenarios: rows }, null, 2)}\n`);
    process.stdout.write(`\n${lines.join('\n')}\n\nfigures: ${file}\n`);
  }
}

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default Table;

/** The environment cannot be used. The message names every fault, a line each, and no value. */
export class ConfigError extends Error {
  constructor(faults: readonly string[]) {
    super(['These settings need a change:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
    this.name = 'ConfigError';
  }
}

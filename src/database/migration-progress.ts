import type { Logger } from 'typeorm';

const DONE = /^Migration (\w+) has been executed successfully\.$/;

/** Takes from TypeORM which migrations are done, and drops everything else that it logs. */
export class MigrationProgress implements Logger {
  /** How many are done. */
  done = 0;

  constructor(private readonly say: (line: string) => void) {}

  logSchemaBuild(message: string): void {
    const [, name] = DONE.exec(message) ?? [];
    if (name === undefined) return;
    this.done++;
    this.say(`migrated: ${name}`);
  }

  logMigration(): void {}
  logQuery(): void {}
  logQueryError(): void {}
  logQuerySlow(): void {}
  log(): void {}
}

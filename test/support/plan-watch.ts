import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { TestApp } from './test-app.js';

/** A step of a plan, as `explain (format json)` writes it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Plan Rows': number;
  readonly 'Total Cost': number;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** A statement that the service ran, and the steps of its plan. */
export interface Planned {
  readonly text: string;
  readonly nodes: readonly PlanNode[];
}

const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)];

/**
 * Collects the plans of the statements that the service runs.
 * auto_explain of PostgreSQL sends each plan as a notice.
 */
export class PlanWatch {
  private planned: Planned[] = [];

  private constructor(private readonly at: TestApp) {}

  /** Turns on auto_explain in the database of `at`. */
  static async over(at: TestApp): Promise<PlanWatch> {
    const watch = new PlanWatch(at);
    const pool = (at.app.get(DataSource).driver as unknown as { master: Pool }).master;
    pool.on('connect', (client: PoolClient) => client.on('notice', ({ message }) => watch.hear(message ?? '')));
    await watch.set({ session_preload_libraries: 'auto_explain', client_min_messages: 'log' });
    await watch.set({ 'auto_explain.log_min_duration': '0', 'auto_explain.log_format': 'json' });
    return watch;
  }

  /**
   * Sets parameters of the database.
   * Ends the connections of the service, because only new ones get them.
   */
  async set(settings: Readonly<Record<string, string>>): Promise<void> {
    const { name } = (await this.at.pool.query('select current_database() as name')).rows[0];
    for (const [parameter, value] of Object.entries(settings)) {
      await this.at.pool.query(`alter database ${name} set ${parameter} = '${value}'`);
    }
    const end = `select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = current_database() and application_name = 'agiza'`;
    await this.at.pool.query(end);
  }

  /** Gives the plans of what the service runs during `work`. */
  async during(work: () => Promise<unknown>): Promise<readonly Planned[]> {
    this.planned = [];
    await work();
    return this.planned;
  }

  private hear(message: string): void {
    const json = /plan:\s*(\{.*\})\s*$/s.exec(message)?.[1];
    if (json === undefined) return;
    const { 'Query Text': text, Plan } = JSON.parse(json) as { 'Query Text': string; Plan: PlanNode };
    this.planned.push({ text, nodes: flat(Plan) });
  }
}

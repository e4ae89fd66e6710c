import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { TestApp } from './test-app.js';

/** A step of a plan, as `explain (format json)` tells it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Plan Rows': number;
  readonly 'Total Cost': number;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** A statement that the service ran, and how PostgreSQL planned it. */
export interface Planned {
  readonly text: string;
  readonly nodes: readonly PlanNode[];
}

const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)];

/** Tells how PostgreSQL plans what the service really runs: its auto_explain sends the plan of each statement along with the answer. */
export class PlanWatch {
  private planned: Planned[] = [];

  private constructor(private readonly at: TestApp) {}

  static async over(at: TestApp): Promise<PlanWatch> {
    const watch = new PlanWatch(at);
    const pool = (at.app.get(DataSource).driver as unknown as { master: Pool }).master;
    pool.on('connect', (client: PoolClient) => client.on('notice', ({ message }) => watch.hear(message ?? '')));
    await watch.set({ session_preload_libraries: 'auto_explain', client_min_messages: 'log' });
    await watch.set({ 'auto_explain.log_min_duration': '0', 'auto_explain.log_format': 'json' });
    return watch;
  }

  /** Sets parameters of the database, and makes the service connect anew, since they hold for new connections. */
  async set(settings: Readonly<Record<string, string>>): Promise<void> {
    const { name } = (await this.at.pool.query('select current_database() as name')).rows[0];
    for (const [parameter, value] of Object.entries(settings)) {
      await this.at.pool.query(`alter database ${name} set ${parameter} = '${value}'`);
    }
    const end = `select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = current_database() and application_name = 'agiza'`;
    await this.at.pool.query(end);
  }

  /** The plans of what the service runs while `work` goes on. */
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

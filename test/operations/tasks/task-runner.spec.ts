import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ScheduledTasks } from '../../../src/operations/tasks/scheduled-tasks.js';
import { TaskRunner } from '../../../src/operations/tasks/task-runner.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const NAME = 'count-steps';
let at: TestApp;
let steps: (() => Promise<number>)[] = [];
beforeAll(async () => {
  at = await startApp();
  const step = () => (steps.shift() ?? (async () => 0))();
  at.app.get(ScheduledTasks).add({ name: NAME, everySeconds: 60, timeoutSeconds: 5, step });
});
afterAll(() => at.close());
afterEach(async () => {
  steps = [];
  await at.pool.query('delete from scheduled_tasks');
});

/** Runs what is due, as each process does every ten seconds. */
const runDue = () => at.app.get(TaskRunner).runDue();
const readRun = async () =>
  (
    await at.pool.query(
      `select rows, fault, ended_at is not null as ended, succeeded_at is not null as succeeded
       from scheduled_tasks where name = $1`,
      [NAME],
    )
  ).rows[0];
const letTimePass = (seconds: number) =>
  at.pool.query('update scheduled_tasks set started_at = started_at - make_interval(secs => $1)', [seconds]);

/** A step that waits until it is let go. */
function holdStep(): { step: () => Promise<number>; begun: Promise<void>; release: () => void } {
  let release = () => {};
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const step = async () => {
    begin();
    await held;
    return 1;
  };
  return { step, begun, release: () => release() };
}

describe('TaskRunner', () => {
  it('takes steps until one changes nothing, and not again before the task is due', async () => {
    steps = [async () => 1000, async () => 7, async () => 0, async () => 99];
    await runDue();
    expect(await readRun()).toEqual({ rows: 1007, fault: null, ended: true, succeeded: true });
    await runDue();
    await letTimePass(59);
    await runDue();
    expect(steps).toHaveLength(1);
    await letTimePass(2);
    await runDue();
    expect(steps).toHaveLength(0);
  });

  it('runs a task once when many processes look at the same time', async () => {
    let begun = 0;
    const step = async () => {
      begun++;
      return 0;
    };
    steps = Array.from({ length: 20 }, () => step);
    await Promise.all(Array.from({ length: 20 }, runDue));
    expect(begun).toBe(1);
  });

  it('starts a run again whose process died, after its time-out, and the lost one then ends nothing', async () => {
    const { step, begun, release } = holdStep();
    steps = [step];
    const lost = runDue();
    await begun;
    await letTimePass(61);
    steps.push(async () => 5);
    await runDue();
    expect(await readRun()).toMatchObject({ rows: 5, fault: null });
    release();
    await lost;
    expect(await readRun()).toMatchObject({ rows: 5, fault: null });
  });

  it('does not start a second run while the first is under way, however long that takes', async () => {
    const { step, begun, release } = holdStep();
    steps = [step];
    const first = runDue();
    await begun;
    await letTimePass(4);
    steps.push(async () => 5);
    await runDue();
    expect(steps).toHaveLength(1);
    release();
    await first;
    expect(await readRun()).toMatchObject({ rows: 6, fault: null });
  });

  it('keeps why a run ended early, goes on with the other tasks, and tries again when it is due', async () => {
    steps = [async () => 3, () => Promise.reject(new Error(`the tables are gone ${'x'.repeat(500)}`))];
    await runDue();
    const { rows, fault, ended, succeeded } = await readRun();
    expect([rows, ended, succeeded, fault.length]).toEqual([3, true, false, 200]);
    expect(fault).toMatch(/^Error: the tables are gone/);
    await letTimePass(61);
    await runDue();
    expect(await readRun()).toEqual({ rows: 0, fault: null, ended: true, succeeded: true });
  });

  it('shows the last run of each task in /metrics', async () => {
    steps = [async () => 42, () => Promise.reject(new Error('the tables are gone'))];
    await runDue();
    const { text } = await at.request('/metrics');
    expect(text).toContain(`scheduled_task_last_run_rows{task="${NAME}"} 42`);
    expect(text).toContain(`scheduled_task_faulty{task="${NAME}"} 1`);
    expect(text).toContain(`scheduled_task_last_success_timestamp_seconds{task="${NAME}"} 0`);
    expect(text).toMatch(/scheduled_task_last_success_timestamp_seconds\{task="delete-sessions"\} 1[\d.]{9}/);
    expect(text).toMatch(/scheduled_task_last_run_seconds\{task="delete-sessions"\} [\d.e-]+/);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { countByStatus, sendAtOnce } from '../../support/concurrent-requests.js';
import type { Answer } from '../../support/test-app.js';
import { CANARIES, LoggedApp, PHONE } from './logged-app.js';

let app: LoggedApp;

beforeAll(async () => {
  app = await LoggedApp.start();
  await app.post('/api/customer', { name: CANARIES.item, phone: PHONE }, app.api);
});
afterAll(() => app.at.close());
beforeEach(() => {
  app.log.text = '';
});

describe('the log line of an error', () => {
  const place = () => app.post('/api/order', { phone: PHONE, item: CANARIES.item, amount: 1 }, app.api);
  /**
   * Makes PostgreSQL refuse each new order with the row in the detail, as its own errors have it.
   */
  const failWith = (code: string) =>
    app.at.pool.query(`
      create or replace function fail() returns trigger language plpgsql as $$
        begin raise exception 'cannot take ${PHONE}' using errcode = '${code}', detail = new::text, constraint = 'a_check'; end $$;
      create or replace trigger fail before insert on orders for each row execute function fail()`);

  it.each([
    ['500', 'XX000', 500],
    ['a constraint that the service does not know', '23514', 500],
    ['a number that is too large', '22003', 500],
  ])('has the cause and the request id but no personal data: %s', async (_, code, status) => {
    await failWith(code);
    const answer = await place();
    await app.at.pool.query('drop trigger fail on orders');
    const [error, request, ...more] = await app.linesOf(answer);
    expect([answer.status, error?.level, request?.status, more]).toEqual([status, 'error', status, []]);
    expect(error?.err).toMatchObject({ code, message: expect.stringContaining('cannot take') });
    expect(app.leaked()).toEqual([]);
    expect(answer.text).not.toContain('cannot take');
  });

  it('is the line of the request itself with a 503, and has the cause without a stack', async () => {
    await failWith('53100');
    const answer = await place();
    await app.at.pool.query('drop trigger fail on orders');
    const [request, ...more] = await app.linesOf(answer);
    expect([answer.status, request?.level, request?.status, more]).toEqual([503, 'warn', 503, []]);
    expect(request?.failure).toMatchObject({ code: '53100', message: expect.stringContaining('cannot take') });
    expect(JSON.stringify(request)).not.toContain('stack');
    expect([app.leaked(), answer.text.includes('cannot take')]).toEqual([[], false]);
  });

  it('names a missing table and nothing of the row', async () => {
    await app.at.pool.query('alter table notifications rename to elsewhere');
    const answers = [await place(), await app.get('/readyz'), await app.get('/api/orders')];
    await app.at.pool.query('alter table elsewhere rename to notifications');
    expect(answers.map(({ status }) => status)).toEqual([500, 200, 200]);
    const [error] = await app.linesOf(answers[0] as Answer);
    expect(error?.err?.message).toContain('"notifications" does not exist');
    expect(app.leaked()).toEqual([]);
  });

  it('comes once for each request that a lost connection fails', async () => {
    await app.at.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'agiza'`,
    );
    const answers = await sendAtOnce(() => app.get('/api/customers?limit=1'));
    expect(Object.keys(countByStatus(answers)).filter((status) => status !== '200' && status !== '503')).toEqual([]);
    for (const answer of answers) expect(await app.linesOf(answer)).toHaveLength(1);
    expect(app.leaked()).toEqual([]);
  });
});

import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { aCustomer } from './support/factories.js';
import { startApp } from './support/test-app.js';
import { waitForLocks } from './support/waiting.js';

describe('the application', () => {
  it('answers requests under way when it stops, and closes connections that were to be kept', async () => {
    const at = await startApp();
    const api = await at.asAdmin();
    const { code, phone } = await aCustomer(at.pool);
    const order = (await api.post('/api/orders', { phone, item: 'Mango', amount: 1 })).json.order_id;

    const holder = await at.pool.connect();
    await holder.query('begin');
    await holder.query('select from orders where id = $1 for update', [order]);
    const agent = new Agent({ keepAlive: true });
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${api.token}` };
    const call = request(`${at.url}/api/orders/customer-order/confirm`, { method: 'POST', agent, headers });
    call.end(JSON.stringify({ customer_code: code, order_id: order }));
    await waitForLocks(at.pool, 1);
    const closed = at.app.close();
    await delay(100);
    await holder.query('rollback');
    holder.release();

    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    answer.resume();
    expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'close']);
    await closed;
    agent.destroy();
    await at.close();
  });
});

import type { Answer, TestApp } from '../test-app.js';
import { accountCalls } from './account-calls.js';
import { auditCalls } from './audit-calls.js';
import { customerCalls } from './customer-calls.js';
import { keyCalls } from './key-calls.js';
import { notificationCalls } from './notification-calls.js';
import { orderCalls } from './order-calls.js';
import { type CallsByRoute, Senders } from './senders.js';
import { staffCalls } from './staff-calls.js';

/**
 * Makes calls for every documented route.
 * @param at an application with OPEN_INTAKE on
 * @param closed one with OPEN_INTAKE off
 */
export async function callsOfEveryRoute(at: TestApp, closed: TestApp): Promise<CallsByRoute> {
  const senders = await Senders.of(at, closed);
  const unready = async (): Promise<Answer> => {
    await at.pool.query(`update migrations set name = 'not ' || name`);
    const answer = await at.request('/readyz');
    await at.pool.query('update migrations set name = substr(name, 5)');
    return answer;
  };
  return {
    'GET /livez': { good: senders.get('/livez'), bad: {} },
    'GET /readyz': { good: senders.get('/readyz'), bad: { 503: unready } },
    ...notificationCalls(senders),
    ...(await accountCalls(senders)),
    ...staffCalls(senders),
    ...auditCalls(senders),
    ...keyCalls(senders),
    ...customerCalls(senders),
    ...orderCalls(senders),
  };
}

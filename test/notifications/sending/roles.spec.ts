import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { CALLBACK_SECRET, startCarrierApp } from '../../support/carrier-app.js';
import { startApp } from '../../support/test-app.js';

describe('a process', () => {
  it('with ROLE=api takes orders and sends no texts', async () => {
    const at = await startCarrierApp({ ROLE: 'api' });
    const { id } = await at.placeOrder();
    await delay(800);
    expect(await at.notification(id)).toMatchObject({ status: 'queued', attempts: 0 });
    expect(at.carrier.requests).toBe(0);
    await at.close();
  });

  it('with ROLE=worker answers the operator and the carrier, and nobody else', async () => {
    const at = await startApp({ ROLE: 'worker', AT_CALLBACK_SECRET: CALLBACK_SECRET });
    const statusOf = async (path: string, method = 'GET') => (await at.request(path, { method })).status;
    for (const path of ['/livez', '/readyz', '/metrics']) expect(await statusOf(path)).toBe(200);
    for (const path of ['/api/orders', '/docs', '/openapi.json', '/api/notifications']) expect(await statusOf(path)).toBe(404);
    expect(await statusOf(`/api/callbacks/africastalking/${CALLBACK_SECRET}/delivery-reports`, 'POST')).toBe(400);
    await at.close();
  });
});

describe('/metrics', () => {
  it('asks for the token when there is one', async () => {
    const token = 'a-token-for-prometheus-alone';
    const at = await startApp({ METRICS_TOKEN: token });
    const read = (headers: Record<string, string>) => at.request('/metrics', { headers });
    expect((await read({})).status).toBe(404);
    expect((await read({ Authorization: 'Bearer wrong' })).status).toBe(404);
    const { status, text } = await read({ Authorization: `Bearer ${token}` });
    expect(status).toBe(200);
    expect(text).toContain('process_cpu_seconds_total');
    await at.close();
  });
});

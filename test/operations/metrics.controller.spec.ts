import { describe, expect, it } from '@jest/globals';
import { aCustomer, someOrders } from '../support/factories.js';
import { startApp } from '../support/test-app.js';

describe('GET /metrics', () => {
  it('answers 404 without METRICS_TOKEN once it is set, and the metrics with it', async () => {
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

  it('shows number and age of the notifications that wait in the same reading', async () => {
    const at = await startApp();
    const { id } = await aCustomer(at.pool);
    await someOrders(at.pool, id, 3);
    const { text } = await at.request('/metrics');
    expect(text).toMatch(/sms_texts\{status="\w+"\} 3/);
    expect(text).toMatch(/sms_oldest_seconds\{status="\w+"\} [\d.]+/);
    await at.close();
  });
});

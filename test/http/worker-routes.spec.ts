import { describe, expect, it } from '@jest/globals';
import { CALLBACK_SECRET } from '../support/carrier-app.js';
import { startApp } from '../support/test-app.js';

describe('answerAsWorker', () => {
  it('answers the operator and the carrier with ROLE=worker, and 404 to everybody else', async () => {
    const at = await startApp({ ROLE: 'worker', AT_CALLBACK_SECRET: CALLBACK_SECRET, DOCS: 'on' });
    const readStatus = async (path: string, method = 'GET') => (await at.request(path, { method })).status;
    for (const path of ['/livez', '/readyz', '/metrics']) expect(await readStatus(path)).toBe(200);
    for (const path of ['/api/orders', '/docs', '/openapi.json', '/api/notifications'])
      expect(await readStatus(path)).toBe(404);
    expect(await readStatus(`/api/callbacks/africastalking/${CALLBACK_SECRET}/delivery-reports`, 'POST')).toBe(400);
    await at.close();
  });
});

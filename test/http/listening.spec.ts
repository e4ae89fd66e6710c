import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { checkListening, explainListening, findOwnAddresses, ListeningError } from '../../src/http/listening.js';
import { startApp } from '../support/test-app.js';

describe('checkListening', () => {
  it('leaves a port that is free as free as it was', async () => {
    await checkListening('127.0.0.1', 0);
    await checkListening('localhost', 0);
    await checkListening('0.0.0.0', 0);
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as { port: number };
    await expect(checkListening('127.0.0.1', port)).rejects.toThrow('Another program listens on this port');
    await expect(checkListening('0.0.0.0', port)).rejects.toThrow(ListeningError);
    await new Promise((resolve) => server.close(resolve));
    await checkListening('127.0.0.1', port);
    await checkListening('127.0.0.1', port);
  });

  it('names the addresses of this machine where HOST is none of them', async () => {
    const own = findOwnAddresses();
    const refusal = await checkListening('203.0.113.7', 0).catch((error) => error);
    expect(refusal).toBeInstanceOf(ListeningError);
    for (const address of [...own, '127.0.0.1', '0.0.0.0']) expect(refusal.message).toContain(address);
    expect(refusal.message).not.toContain('203.0.113.7');
  });
});

describe('explainListening', () => {
  it.each(['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EAFNOSUPPORT', 'EINVAL'])(
    'has one sentence that names HOST or PORT for %s',
    (code) => {
      const { message } = explainListening(Object.assign(new Error(), { code })) as Error;
      expect(message).toMatch(/\b(HOST|PORT)\b.*\.$/);
    },
  );

  it('gives an error that has another cause back', () => {
    const error = new Error('another');
    expect(explainListening(error)).toBe(error);
  });
});

describe('HOST with an address of this machine in its network', () => {
  it('has the sandbox sign a caller in who knows this machine by that address alone', async () => {
    const [HOST = '127.0.0.1'] = findOwnAddresses();
    const at = await startApp({ HOST });
    const own = HOST === '127.0.0.1' ? 'localhost' : HOST;
    const address = at.url.replace(HOST, own);
    const begun = await fetch(`${address}/auth/google`, { redirect: 'manual' });
    const provider = new URL(begun.headers.get('location') ?? '');
    expect(provider.hostname).toBe(HOST);
    provider.searchParams.set('person', 'wanjiku');
    const consent = await fetch(provider, { redirect: 'manual' });
    const back = consent.headers.get('location') ?? '';
    expect(back).toMatch(`${address}/auth/google/callback?`);
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const ended = await fetch(back, { redirect: 'manual', headers: { Cookie: cookie } });
    await at.close();
    expect([ended.status, ended.headers.getSetCookie().join()]).toEqual([
      expect.any(Number),
      expect.stringContaining('agiza-session='),
    ]);
  });
});

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { OpenStreams } from '../../src/http/open-streams.js';
import { waitFor } from '../support/waiting.js';

describe('OpenStreams', () => {
  it('counts each kind until its answer ends, or its reader goes away', async () => {
    const streams = new OpenStreams();
    const responses: ServerResponse[] = [];
    const server = createServer((_request, response) => {
      streams.add(responses.length === 0 ? 'list' : 'events', response);
      responses.push(response);
      response.write('the beginning');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const waitForCount = (kind: 'list' | 'events', count: number) =>
      waitFor(
        () => streams.count(kind),
        (open) => open === count,
      );
    const whole = await fetch(url);
    const reader = new AbortController();
    await fetch(url, { signal: reader.signal });
    expect([streams.count('list'), streams.count('file'), streams.count('events')]).toEqual([1, 0, 1]);
    responses[0]?.end();
    await whole.text();
    await waitForCount('list', 0);
    reader.abort();
    await waitForCount('events', 0);
    server.close();
  });
});

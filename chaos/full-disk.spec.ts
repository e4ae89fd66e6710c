import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postTo, Service } from '../test/support/service.js';
import { waitFor } from '../test/support/waiting.js';

/** A file system of its own takes root. */
const asRoot = process.geteuid?.() === 0 ? it : it.skip;

let disk: string;
let service: Service;
beforeAll(() => {
  disk = mkdtempSync(join(tmpdir(), 'agiza-disk-'));
  if (process.geteuid?.() === 0) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', disk]);
});
afterAll(async () => {
  service?.kill('SIGTERM');
  await service?.ended;
  if (process.geteuid?.() === 0) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

/** Fills the disk to its last byte. */
function fill(file: string): void {
  const fd = openSync(file, 'w');
  for (let size = 1024 * 1024; size >= 1; ) {
    try {
      if (writeSync(fd, Buffer.alloc(size)) < size) size = Math.floor(size / 2);
    } catch {
      size = Math.floor(size / 2);
    }
  }
  closeSync(fd);
}

describe('a disk of the database that is full', () => {
  asRoot('is a 503 to writes and at /readyz, reads go on, and all works when there is room again', async () => {
    service = new Service({ DATA_DIR: disk, ROLE: 'api' });
    const url = await service.url();
    const ready = async (): Promise<number> => (await fetch(`${url}/readyz`)).status;
    const admin = { email: 'disk@example.com', phone_number: '+254712345678', password: 'a long sentence' };
    const registered = await postTo(`${url}/api/auth/admin-register/`, { ...admin, api_key: '123456721' });
    const headers = { Authorization: `Bearer ${JSON.parse(registered.text).token}` };
    const made = await postTo(`${url}/api/customer`, { name: 'Wanjiku', phone: '0712345678' }, headers);
    const { customer_code } = JSON.parse(made.text).customer;
    const place = () => postTo(`${url}/api/orders`, { customer_code, item: 'x'.repeat(190), amount: '420' }, headers);
    const read = async () => (await postTo(`${url}/api/orders/all-orders`, {}, headers)).status;
    fill(join(disk, 'filler'));
    const filledAt = performance.now();
    expect(await waitFor(ready, (status) => status === 503, 10_000)).toBe(503);
    const noticedMs = performance.now() - filledAt;
    const written: number[] = [];
    const reads: number[] = [];
    for (let n = 0; n < 300; n++) {
      written.push((await place()).status);
      if (n % 10 === 0) reads.push(await read());
    }
    rmSync(join(disk, 'filler'));
    const freedAt = performance.now();
    expect(await waitFor(ready, (status) => status === 200, 15_000)).toBe(200);
    const backMs = performance.now() - freedAt;
    await delay(100);
    expect((await place()).status).toBe(201);
    const refused = written.filter((status) => status === 503).length;
    console.info(
      `/readyz noticed after ${Math.round(noticedMs)} ms; ${refused} of ${written.length} writes refused; back ${Math.round(backMs)} ms after there was room`,
    );
    expect(written.filter((status) => status !== 503 && status !== 201)).toEqual([]);
    expect([refused > 0, reads.filter((status) => status !== 200 && status !== 503)]).toEqual([true, []]);
  });
});

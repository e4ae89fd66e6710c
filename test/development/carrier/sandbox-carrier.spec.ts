import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SandboxCarrier } from '../../../src/development/carrier/sandbox-carrier.js';

const carrier = new SandboxCarrier(0, () => null);
beforeAll(() => carrier.listen());
afterAll(() => carrier.close());

const send = (to: string, message: string, headers: Record<string, string> = { apikey: 'key' }) =>
  fetch(`${carrier.url}/version1/messaging`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ username: 'sandbox', to, message }),
  });
const page = async (path: string) => (await fetch(carrier.url + path)).text();

describe('POST /version1/messaging of the sandbox carrier', () => {
  it('answers in the wire format of Africa’s Talking', async () => {
    const response = await send('+254712345678', 'Habari');
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      SMSMessageData: {
        Message: 'Sent to 1/1 Total Cost: KES 0.8000',
        Recipients: [
          {
            statusCode: 101,
            number: '+254712345678',
            status: 'Success',
            cost: 'KES 0.8000',
            messageId: expect.stringMatching(/^ATXid_/),
          },
        ],
      },
    });
  });

  it('answers 401 without an API key', async () => {
    expect((await send('+254712345678', 'Habari', {})).status).toBe(401);
  });
});

describe('GET /phones of the sandbox carrier', () => {
  it('shows each phone with its SMS, and escapes markup in them', async () => {
    await send('+254733000111', '<img src=x onerror=alert(1)> & "more"');
    const html = await page('/phones');
    expect(html).toContain('+254733000111');
    expect(html).toContain('Airtel');
    expect(html).toContain('&#60;img src=x onerror=alert(1)&#62; &#38; &#34;more&#34;');
    expect(html).not.toContain('<img');
  });

  it('asks for new SMS by itself, and loads nothing from another host', async () => {
    const html = await page('/');
    expect(html).toContain('hx-get="/phones" hx-trigger="every 1s"');
    expect(html).not.toMatch(/(src|href)="(?!\/)/);
    expect(await page('/htmx.js')).toContain('htmx');
  });
});

describe('POST /script of the sandbox carrier', () => {
  it('decides what happens to the next SMS to a phone', async () => {
    const arrange = (phone: string, behaviour: string) =>
      fetch(`${carrier.url}/script`, { method: 'POST', body: new URLSearchParams({ phone, behaviour }) });
    expect((await arrange('+254722000111', 'blacklisted')).status).toBe(200);
    const codes = [];
    for (let n = 0; n < 2; n++) {
      const { SMSMessageData } = (await (await send('+254722000111', 'Habari')).json()) as {
        SMSMessageData: { Recipients: { statusCode: number }[] };
      };
      codes.push(SMSMessageData.Recipients[0]?.statusCode);
    }
    expect(codes).toEqual([406, 101]);
    expect((await arrange('+254722000111', 'explode')).status).toBe(400);
    expect((await arrange('<b>', 'deliver')).status).toBe(400);
  });
});

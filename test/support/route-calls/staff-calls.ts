import { aMember, anEmail, send } from '../staff.js';
import { type CallsByRoute, NOWHERE, type Senders } from './senders.js';

/** The calls of the routes of staff. */
export function staffCalls(senders: Senders): CallsByRoute {
  const invite = async (): Promise<string> =>
    (await senders.post('/api/staff', { email: anEmail(), role: 'clerk' })()).json.member.id;
  const change = (id: string, body: object) => senders.patch(`/api/staff/${id}`, body);
  /** Only a caller who is no admin meets it: admins are owners anyway. */
  const disableLastOwner = async () => {
    const { id, browser } = await aMember(senders.at, 'owner');
    return send(browser, 'PATCH', `/api/staff/${id}`, { disabled: true });
  };
  return {
    'GET /api/staff': senders.listing('GET', '/api/staff'),
    'POST /api/staff': {
      good: senders.post('/api/staff', () => ({ email: anEmail(), role: 'clerk' })),
      bad: {
        400: senders.post('/api/staff', { email: anEmail(), role: 'admin' }),
        401: senders.withWrongToken('POST', '/api/staff'),
        403: senders.asEndUser('POST', '/api/staff'),
        409: senders.post('/api/staff', { email: 'staff@example.com', role: 'clerk' }),
      },
    },
    'PATCH /api/staff/{id}': {
      good: async () => change(await invite(), { role: 'viewer', disabled: true })(),
      bad: {
        400: change(NOWHERE, {}),
        401: senders.withWrongToken('PATCH', `/api/staff/${NOWHERE}`),
        403: senders.asEndUser('PATCH', `/api/staff/${NOWHERE}`),
        404: change(NOWHERE, { role: 'viewer' }),
        409: disableLastOwner,
      },
    },
  };
}

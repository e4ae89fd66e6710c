import { aKey } from '../api-keys.js';
import { type CallsByRoute, NOWHERE, type Senders } from './senders.js';

/** The calls of the routes of API keys. */
export function keyCalls(senders: Senders): CallsByRoute {
  const rotate = (id: string, body: object = {}) => senders.post(`/api/keys/${id}/rotate`, body);
  const rotateAgain = async () => {
    const { id } = await aKey(senders.api);
    await rotate(id)();
    return rotate(id)();
  };
  return {
    'POST /api/keys': {
      good: senders.post('/api/keys', { name: 'Web shop', scopes: ['orders:read', 'orders:write'] }),
      bad: {
        400: senders.post('/api/keys', { name: 'Web shop', scopes: ['mango'] }),
        401: senders.withWrongToken('POST', '/api/keys'),
        403: senders.asEndUser('POST', '/api/keys'),
      },
    },
    'GET /api/keys': senders.listing('GET', '/api/keys'),
    'POST /api/keys/{id}/rotate': {
      good: async () => rotate((await aKey(senders.api)).id, { overlap_hours: 1, expires_in_days: 30 })(),
      bad: {
        400: rotate(NOWHERE, { overlap_hours: 169 }),
        401: senders.withWrongToken('POST', `/api/keys/${NOWHERE}/rotate`),
        403: senders.asEndUser('POST', `/api/keys/${NOWHERE}/rotate`),
        404: rotate(NOWHERE),
        409: rotateAgain,
      },
    },
    'DELETE /api/keys/{id}': {
      good: async () => senders.delete(`/api/keys/${(await aKey(senders.api)).id}`)(),
      bad: {
        400: () => senders.api.delete(`/api/keys/${NOWHERE}`, { reason: 'lost' }),
        401: senders.withWrongToken('DELETE', `/api/keys/${NOWHERE}`),
        403: senders.asEndUser('DELETE', `/api/keys/${NOWHERE}`),
        404: senders.delete(`/api/keys/${NOWHERE}`),
      },
    },
  };
}

import { randomUUID } from 'node:crypto';
import { SealedCookies } from '../../dist/src/auth/session/sealed-cookies.js';
import { makeSessionToken, SESSION_COOKIE } from '../../dist/src/auth/session/session.js';
import { sha256 } from '../../dist/src/digests.js';
import { SESSION_SECRET } from '../contenders.js';

/**
 * Somebody of the staff with a session.
 * @typedef {object} Member
 * @property {string} userId
 * @property {string} cookie what the browser sends
 */

/**
 * Writes members of the staff who signed in with Google, each with a session.
 * @param {import('../databases.js').Databases} databases
 * @param {string} name of the database
 * @param {readonly string[]} roles
 * @returns {Promise<Member[]>} in the order of `roles`
 */
export function signInStaff(databases, name, roles) {
  const cookies = new SealedCookies({ SESSION_SECRET: [SESSION_SECRET], NODE_ENV: 'production' });
  return databases.within(name, async (client) => {
    const members = [];
    for (const [place, role] of roles.entries()) {
      const [userId, subject, email] = [randomUUID(), String(1000 + place), `member${place}@bench.example`];
      const token = makeSessionToken([]);
      await client.query(
        `insert into users (id, role, email, email_verified, name) values ($1, 'user', $2, true, 'Njeri of the shop')`,
        [userId, email],
      );
      await client.query(
        `insert into identities (provider, subject, user_id, email, email_verified) values ('google', $1, $2, $3, true)`,
        [subject, userId, email],
      );
      await client.query(
        'insert into staff (id, user_id, subject, invited_email, role, invited_by) values ($1, $2, $3, $4, $5, $2)',
        [randomUUID(), userId, subject, email, role],
      );
      await client.query(`insert into sessions (digest, provider, subject) values ($1, 'google', $2)`, [
        sha256(token),
        subject,
      ]);
      const [cookie] = cookies.write(SESSION_COOKIE, token).split('; ');
      members.push({ userId, cookie });
    }
    return members;
  });
}

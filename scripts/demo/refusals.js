/** Why nothing is done in this environment; null when it may be. */
export const refuseProduction = ({ NODE_ENV }) =>
  NODE_ENV === 'production' ? 'This is production (NODE_ENV), so nothing was done.' : null;

/** Why the database is not filled; null when it is empty. */
export async function refuseUsed(client) {
  const { rows } = await client.query('select exists (select from customers) or exists (select from orders) as used');
  if (!rows[0].used) return null;
  return 'There are customers or orders already, so nothing was done. Another folder is empty: DATA_DIR=demo npm run demo';
}

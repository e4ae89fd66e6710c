import { type Client, Connection } from 'pg';

/** What `pg` keeps of a connection, and its types leave out. */
interface BackendKey {
  readonly processID: number | null;
  readonly secretKey: number | null;
}

interface CancelConnection extends Connection {
  connect(port: number, host: string): void;
  cancel(processId: number, secretKey: number): void;
}

/**
 * Asks the server to cancel the statement that `client` runs, over a connection of its own.
 * - A cancel request of the protocol (PostgreSQL, 54.2.8), which a pooler passes on too.
 * - `Client.cancel` of `pg` does not send it over TLS.
 * - The answer comes on the connection of `client`. None comes if the server is out of reach.
 * @returns what ends the attempt
 */
export function requestCancel(client: Client): () => void {
  const { processID, secretKey } = client as unknown as BackendKey;
  if (processID === null || secretKey === null) return () => undefined;
  const connection = new Connection({ ssl: client.ssl }) as CancelConnection;
  connection.on('error', () => undefined);
  connection.once(client.ssl ? 'sslconnect' : 'connect', () => connection.cancel(processID, secretKey));
  const { host, port } = client;
  if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}` as unknown as number, host);
  else connection.connect(port, host);
  return () => connection.stream.destroy();
}

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to the database that can be cut, as when PostgreSQL is killed. */
export class DatabaseLink {
  private readonly sockets = new Set<Socket>();
  private server = createServer();
  private port = 0;

  private constructor(private target: URL) {}

  static async to(url: string): Promise<DatabaseLink> {
    const link = new DatabaseLink(new URL(url));
    await link.mend();
    return link;
  }

  /** The database's URL through this link. */
  get url(): string {
    const url = new URL(this.target);
    url.port = String(this.port);
    url.hostname = '127.0.0.1';
    return url.href;
  }

  /** Ends every connection, and refuses new ones. */
  async cut(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Lets connections through again, to where the database is now. */
  async mend(url = this.target.href): Promise<void> {
    this.target = new URL(url);
    this.server = createServer((socket) => {
      const further = connect(Number(this.target.port), this.target.hostname);
      for (const each of [socket, further]) {
        this.sockets.add(each);
        each.on('error', () => undefined);
        each.on('close', () => {
          this.sockets.delete(each);
          socket.destroy();
          further.destroy();
        });
      }
      socket.pipe(further).pipe(socket);
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }
}

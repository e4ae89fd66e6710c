import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A way to a database that a test may make dark: the connections stay open and nothing passes.
 * New connections are taken then, and nothing passes on them either.
 */
export class BreakableLink {
  private readonly sockets = new Set<Socket>();
  private dark = false;

  private constructor(
    private readonly server: Server,
    /** The URL of the database by this way. */
    readonly url: string,
  ) {}

  static async open(databaseUrl: string): Promise<BreakableLink> {
    const to = new URL(databaseUrl);
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const url = Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) });
    const link = new BreakableLink(server, url.href);
    server.on('connection', (near) => link.join(near, connect(Number(to.port), to.hostname)));
    return link;
  }

  /** Connections that the service holds. */
  get connections(): number {
    return this.sockets.size / 2;
  }

  /** Lets nothing pass any more. What is sent meanwhile is lost. */
  darken(): void {
    this.dark = true;
  }

  /** Lets bytes pass again. Connections of the dark time have lost some, so they are cut. */
  light(): void {
    this.dark = false;
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket, far: Socket): void {
    this.pass(near, far);
    this.pass(far, near);
  }

  private pass(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('data', (bytes) => {
      if (!this.dark) to.write(bytes);
    });
    from.on('error', () => undefined);
    // A proxy in the dark does not hear of an end on the other side.
    from.on('close', () => {
      this.sockets.delete(from);
      if (!this.dark) to.destroy();
    });
  }
}

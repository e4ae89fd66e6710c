import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A link to a server that can go dark: no byte passes, and no connection ends. */
export class DarkLink {
  private readonly sockets = new Set<Socket>();
  private dark = false;
  private readonly server = createServer((near) => {
    const far = connect(this.to.port, this.to.host);
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('error', () => undefined);
      from.on('data', (chunk) => this.dark || into.write(chunk));
      from.on('close', () => into.destroy());
    }
  });

  private constructor(private readonly to: { readonly host: string; readonly port: number }) {}

  /** Gives the link, and the address of the database `url` through it. */
  static async to(url: string): Promise<{ link: DarkLink; url: string }> {
    const through = new URL(url);
    const link = new DarkLink({ host: through.hostname, port: Number(through.port) });
    await new Promise<void>((resolve) => link.server.listen(0, '127.0.0.1', resolve));
    through.hostname = '127.0.0.1';
    through.port = String((link.server.address() as AddressInfo).port);
    return { link, url: through.href };
  }

  goDark(): void {
    this.dark = true;
  }

  /** Lets bytes pass again. Connections that lost some are ended, as a server would at once. */
  goBright(): void {
    this.dark = false;
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

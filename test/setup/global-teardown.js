import { rmSync } from 'node:fs';

async function stopPostgres() {
  const { server, dataDir } = globalThis.testPostgres;
  await server.leave();
  rmSync(dataDir, { recursive: true, force: true });
}

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default stopPostgres;

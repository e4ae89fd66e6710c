import { rmSync } from 'node:fs';

async function stopPostgres() {
  const { server, pooler, folders } = globalThis.testPostgres;
  pooler?.stop();
  await server.leave();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default stopPostgres;

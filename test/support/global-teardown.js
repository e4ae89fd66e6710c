import { rmSync } from 'node:fs';

async function stopPostgres() {
  const { server, folders } = globalThis.testPostgres;
  await server.leave();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default stopPostgres;

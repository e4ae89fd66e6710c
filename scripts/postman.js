import { mkdirSync, writeFileSync } from 'node:fs';
import { createApp } from '../dist/src/app.js';
import { loadConfig } from '../dist/src/config/load-config.js';
import { ApiDocument } from '../dist/src/operations/api-document.js';
import { makeCollection } from './collection.js';

const TARGET = 'postman/agiza.postman_collection.json';

const app = await createApp(loadConfig({ ...process.env, LOG_LEVEL: 'silent' }), 'postgres://nobody@localhost/none', {
  preview: true,
});
const collection = makeCollection(app.get(ApiDocument).get());
mkdirSync('postman', { recursive: true });
writeFileSync(TARGET, `${JSON.stringify(collection, null, 2)}\n`);
process.stdout.write(
  `${TARGET}: import it into Postman; run it from top to bottom, as often as you like; every request carries the token\n`,
);

import { readFileSync, writeFileSync } from 'node:fs';
import { configTable } from './config-table.js';

const TABLE = /(<!-- config -->\n)[\s\S]*?(\n<!-- \/config -->)/;

const readme = readFileSync('README.md', 'utf8');
writeFileSync(
  'README.md',
  readme.replace(TABLE, (_, open, close) => `${open}${configTable()}${close}`),
);

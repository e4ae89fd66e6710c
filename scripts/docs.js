import { writeFileSync } from 'node:fs';
import { renderConfigurationPage, renderEnvExample } from './config-docs.js';

writeFileSync('docs/configuration.md', renderConfigurationPage());
writeFileSync('.env.example', renderEnvExample());

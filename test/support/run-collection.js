// Runs a Postman collection with the engine that Postman itself has, and writes what happened.
// Usage: node run-collection.js <collection> <base URL>
import { readFileSync } from 'node:fs';
import sdk from 'postman-collection';
import runtime from 'postman-runtime';

const [file, baseUrl] = process.argv.slice(2);
const requests = [];
const options = {
  environment: new sdk.VariableScope({ values: [{ key: 'baseUrl', value: baseUrl }] }),
  timeout: { request: 60_000, script: 60_000 },
};
new runtime.Runner().run(new sdk.Collection(JSON.parse(readFileSync(file))), options, (fault, run) => {
  if (fault) throw fault;
  run.start({
    beforeItem: (_, __, { name }) => requests.push({ name, status: 0, checks: 0, failures: [] }),
    response: (error, _, response) => {
      requests.at(-1).status = response?.code ?? 0;
      if (error) requests.at(-1).failures.push(error.message);
    },
    assertion: (_, assertions) => {
      requests.at(-1).checks += assertions.length;
      for (const { name, error } of assertions) if (error) requests.at(-1).failures.push(`${name}: ${error.message}`);
    },
    exception: (_, __, error) => requests.at(-1).failures.push(error.message),
    done: (error) => {
      if (error) throw error;
      process.stdout.write(JSON.stringify(requests), () => process.exit(0));
    },
  });
});

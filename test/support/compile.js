import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transformFile } from '@swc/core';

const FOLDERS = ['src', 'migrations', 'test', 'chaos', 'fuzz', 'scripts'];

/**
 * Compiles the sources and the tests, for jest's workers and for the processes that tests start.
 * Each import of `@jest/globals` finds `jest-globals.js` there.
 * @param {string} root the project's folder
 * @param {string} into a folder below the project, so that packages are found from there
 */
export async function compile(root, into) {
  const listed = await Promise.all(
    FOLDERS.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })),
  );
  const files = listed.flat().filter((entry) => /\.(tsx?|css|svg|js)$/.test(entry.name));
  await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const source = join(parentPath, name);
      const target = join(into, source.slice(root.length)).replace(/\.tsx?$/, '.js');
      await mkdir(dirname(target), { recursive: true });
      if (!/\.tsx?$/.test(name)) return copyFile(source, target);
      const { code } = await transformFile(source, { configFile: join(root, '.swcrc') }).catch(throwLater);
      await writeFile(target, code);
    }),
  );
  const globals = join(into, 'node_modules/@jest/globals');
  await mkdir(globals, { recursive: true });
  await copyFile(join(root, 'test/support/jest-globals.js'), join(globals, 'index.js'));
  await writeFile(join(globals, 'package.json'), '{ "type": "module", "exports": "./index.js" }');
}

/** A module that throws what is wrong with its source, so that only its test files fail. */
function throwLater({ message }) {
  const [fault] = message.split('\n\nCaused by:');
  return { code: `throw new SyntaxError(${JSON.stringify(fault)})` };
}

import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transformFile } from '@swc/core';

/**
 * Compiles the sources as jest does, for code that runs outside jest.
 * That is the global set-up, and the processes that tests start.
 * @param {string} root the project's folder
 * @param {string} into a folder below the project, so that packages are found from there
 */
export async function compile(root, into) {
  const listed = await Promise.all(
    ['src', 'migrations'].map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })),
  );
  const files = listed.flat().filter((entry) => /\.(tsx?|css|browser\.js)$/.test(entry.name));
  await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const source = join(parentPath, name);
      const target = join(into, source.slice(root.length)).replace(/\.tsx?$/, '.js');
      await mkdir(dirname(target), { recursive: true });
      if (!/\.tsx?$/.test(name)) return copyFile(source, target);
      const { code } = await transformFile(source, { configFile: join(root, '.swcrc') });
      await writeFile(target, code);
    }),
  );
}

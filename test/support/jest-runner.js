import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ModuleMocker } from 'jest-mock';

const require = createRequire(import.meta.url);
const { default: runWithCircus } = require('jest-circus/runner');

/** Where jest-circus looks for a time limit, and keeps who hears of its events. */
const TIME_LIMIT = Symbol.for('TEST_TIMEOUT_SYMBOL');
const LISTENERS = Symbol.for('EVENT_HANDLERS');

/**
 * Runs one test file by jest-circus, as jest's option `testRunner` asks for.
 * - The modules are Node's own, from what the global set-up compiled. Jest's would be loaded anew
 *   for each file, the application and its packages too.
 * - The test files of one worker share their modules, and so whatever a module keeps.
 * - `jest.mock`, fake timers and coverage are missing.
 */
function runTestFile(globalConfig, config, environment, _, testPath, sendMessageToJest) {
  const mocker = new ModuleMocker(globalThis);
  const { console } = globalThis;
  const { exit } = process;
  globalThis.console = environment.global.console;
  process.exit = environment.global.process.exit;
  globalThis.jest = {
    fn: mocker.fn.bind(mocker),
    spyOn: mocker.spyOn.bind(mocker),
    restoreAllMocks: mocker.restoreAllMocks.bind(mocker),
    setTimeout: (ms) => {
      globalThis[TIME_LIMIT] = ms;
    },
  };
  const modules = {
    requireInternalModule: requireAnew,
    requireModule: require,
    setGlobalsForRuntime: () => undefined,
    enterTestCode: () => undefined,
    leaveTestCode: () => undefined,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: async (path) => {
      (await import(findCompiled('node_modules/@jest/globals/index.js'))).renew();
      return import(findCompiled(relative(config.rootDir, path)));
    },
  };
  const restore = () => {
    mocker.restoreAllMocks();
    delete globalThis[TIME_LIMIT];
    globalThis.console = console;
    process.exit = exit;
  };
  // With an `await`, this line would stand in the stack of each failure, and be shown for it.
  return runWithCircus(globalConfig, config, { global: globalThis }, modules, testPath, sendMessageToJest).finally(
    restore,
  );
}

/** Gives jest-circus without the tests of the file before. */
function requireAnew(path) {
  delete globalThis[LISTENERS];
  delete require.cache[path];
  return require(path);
}

/** @param {string} path a source, from the project's folder */
const findCompiled = (path) => pathToFileURL(join(process.env.TEST_COMPILED, path).replace(/\.tsx?$/, '.js')).href;

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default runTestFile;

import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { median } from './rounds.js';

/** Writes that the disk is timed over. A commit costs one. */
const WRITES = 50;

/**
 * The machine that the figures were measured on.
 * @param {{ folder: string, postgres: string, generator: string }} run
 *   `folder` lies on the database's disk
 */
export function describeMachine({ folder, postgres, generator }) {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    postgres,
    generator,
    syncMs: syncMs(join(folder, 'sync')),
    loadBefore: loadavg()[0],
  };
}

/** Milliseconds that the disk takes to write and sync a page of 8 KB. Median. */
function syncMs(file) {
  const page = Buffer.alloc(8192, 1);
  const handle = openSync(file, 'w');
  const times = Array.from({ length: WRITES }, () => {
    const began = performance.now();
    writeSync(handle, page);
    fdatasyncSync(handle);
    return performance.now() - began;
  });
  closeSync(handle);
  return median(times);
}

/**
 * The same in sentences.
 * @param {ReturnType<typeof describeMachine>} machine
 * @returns {string[]}
 */
export const machineLines = ({
  cores,
  processor,
  memoryGb,
  system,
  node,
  postgres,
  generator,
  syncMs: sync,
  loadBefore,
}) => [
  `${cores} cores (${processor}), ${memoryGb} GB, ${system}, Node ${node}, PostgreSQL ${postgres}, ${generator}; a sync of the disk takes ${sync.toFixed(2)} ms.`,
  `Load generator, services and PostgreSQL share these cores; the load was ${loadBefore.toFixed(1)} before the run.`,
  'Agiza runs as in production, with its request log. Floor and textbook write none and do less (bench/peers), which favours them.',
];

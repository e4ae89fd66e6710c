/**
 * Loaded before a service with `--import`, it moves the process's time of day by the milliseconds
 * that stand in the address after `?`.
 * At once, or with `&later` when the process gets SIGUSR2. The monotonic clock goes on as it is.
 */
const { searchParams } = new URL(import.meta.url);
const jumpMs = Number([...searchParams.keys()][0]);
const TrueDate = Date;
let shiftMs = searchParams.has('later') ? 0 : jumpMs;

process.on('SIGUSR2', () => {
  shiftMs = jumpMs;
});

globalThis.Date = class ShiftedDate extends TrueDate {
  constructor(...parts) {
    if (parts.length === 0) super(TrueDate.now() + shiftMs);
    else super(...parts);
  }

  static now() {
    return TrueDate.now() + shiftMs;
  }
};

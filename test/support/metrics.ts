/** One figure of Prometheus' text format. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The figures of that name. */
export function readSamples(text: string, name: string): Sample[] {
  return [...text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))].map(([, labels = '', value]) => ({
    labels: Object.fromEntries(
      [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key ?? '', text ?? '']),
    ),
    value: Number(value),
  }));
}

/** The only figure of that name with these labels; null when there is none. */
export function readSample(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number | null {
  const found = readSamples(text, name).filter((sample) =>
    Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  if (found.length > 1) throw new Error(`${name} has ${found.length} figures`);
  return found[0]?.value ?? null;
}

/** One line of what Prometheus reads. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface Scrape {
  samples: readonly Sample[];
  /** The samples' families, as `# TYPE` names them. */
  types: ReadonlyMap<string, string>;
  text: string;
  /** The one sample of this name that has these labels among its own; undefined where there is none. */
  value(name: string, labels?: Record<string, string>): number | undefined;
}

const SAMPLE = /^(\w+)(?:\{(.*)\})? (\S+)$/;

/** Asks the bot for its figures, as Prometheus does. */
export async function scrape(port: number): Promise<Scrape> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const text = await response.text();
  if (!response.ok) throw new Error(`/metrics answered ${response.status}: ${text}`);
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  for (const line of text.split("\n").filter((each) => each !== "")) {
    const type = /^# TYPE (\w+) (\w+)$/.exec(line);
    if (type !== null) types.set(type[1] ?? "", type[2] ?? "");
    if (line.startsWith("#")) continue;
    const match = SAMPLE.exec(line);
    if (match === null) throw new Error(`not a line of Prometheus's format: ${line}`);
    const labels = [...(match[2] ?? "").matchAll(/(\w+)="([^"]*)"/g)];
    samples.push({
      name: match[1] ?? "",
      labels: Object.fromEntries(labels.map(([, key = "", value = ""]) => [key, value])),
      value: Number(match[3]),
    });
  }
  return {
    samples,
    types,
    text,
    value(name, labels = {}) {
      const found = samples.filter(
        (sample) =>
          sample.name === name &&
          Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
      );
      if (found.length > 1) throw new Error(`${name} has several samples: say which`);
      return found[0]?.value;
    },
  };
}

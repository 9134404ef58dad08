/** What a bench is: a name, a title and a measurement. */
export interface BenchIo {
  /** A line for the person who waits; never part of the result. */
  say(line: string): void;
  readonly signal: AbortSignal;
}

export interface BenchResult {
  /** For people: rows and columns, units in the headings. */
  readonly table: string;
  /** For programs: one flat object, printed as the last line. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Bench {
  readonly name: string;
  readonly title: string;
  run(io: BenchIo): Promise<BenchResult>;
}

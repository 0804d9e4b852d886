/** Where a long command says how far it is. */
export interface Progress {
  /** A part of the work begins; `total` is in the part's own unit. */
  begin(part: string, total: number): void;
  advance(done: number): void;
  end(): void;
}

export const silent: Progress = { begin: () => undefined, advance: () => undefined, end: () => undefined };

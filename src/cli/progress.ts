import { Presets, SingleBar } from 'cli-progress';
import type { Terminal } from './terminal';

/** Where a long command says how far it is. */
export interface Progress {
  /** A part of the work begins; `total` is counted in the part's own unit. */
  begin(part: string, total: number): void;
  /** So much of the part is done, of all of it. */
  advance(done: number): void;
  end(): void;
}

/** A bar where one can be drawn, plain lines everywhere else: in a log, a bar would be a thousand lines. */
export function progressOn(terminal: Terminal): Progress {
  return terminal.screen ? bar(terminal.screen) : lines((line) => terminal.progress(line));
}

function bar(screen: NodeJS.WritableStream): Progress {
  const format = '{part} {bar} {percentage} % | {value} of {total} | {duration_formatted}';
  let current: SingleBar | null = null;
  let total = 0;
  return {
    begin: (part, of) => {
      total = of;
      current = new SingleBar({ stream: screen, format, barsize: 40, hideCursor: true }, Presets.shades_classic);
      current.start(of, 0, { part: part.padEnd(PART_WIDTH) });
    },
    advance: (done) => current?.update(done),
    end: () => {
      current?.update(total);
      current?.stop();
      current = null;
    },
  };
}

const PART_WIDTH = 16;

/** One line for the beginning, then at most one for every further quarter. */
export function lines(print: (line: string) => void): Progress {
  let [part, total, shown] = ['', 0, 0];
  const say = (done: number) => print(`${part}: ${percentOf(done, total)} %`);
  return {
    begin: (name, of) => {
      [part, total, shown] = [name, of, 0];
      say(0);
    },
    advance: (done) => {
      const quarter = Math.floor(percentOf(done, total) / 25);
      if (quarter <= shown || quarter >= 4) return;
      shown = quarter;
      say(done);
    },
    end: () => print(`${part}: done`),
  };
}

function percentOf(done: number, total: number): number {
  return total === 0 ? 100 : Math.floor((100 * done) / total);
}

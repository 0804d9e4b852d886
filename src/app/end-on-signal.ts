import { constants } from 'node:os';

/** A shell calls this the exit code of a process that a signal ended. */
const SIGNAL_BASE = 128;
/** One Ctrl-C may come twice: from the terminal, and passed on by npm. */
const ONE_PRESS_MS = 500;

/**
 * SIGTERM and SIGINT end the process: in order and with exit code 0 when `stop` succeeds, with 1 when it fails. A second one
 * does not wait any longer.
 */
export function endOnSignal({ stop, onSignal, onFailure }: {
  stop: () => Promise<void>;
  onSignal: (signal: NodeJS.Signals) => void;
  onFailure: (error: unknown) => void;
}): void {
  let stoppingSince: number | null = null;
  const end = (signal: NodeJS.Signals) => {
    const now = performance.now();
    if (stoppingSince !== null) {
      if (now - stoppingSince > ONE_PRESS_MS) process.exit(SIGNAL_BASE + constants.signals[signal]);
      return;
    }
    stoppingSince = now;
    onSignal(signal);
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        onFailure(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

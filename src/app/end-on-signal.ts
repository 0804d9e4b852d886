import { constants } from 'node:os';

/** A shell calls this the exit code of a process that a signal ended. */
const SIGNAL_BASE = 128;

/**
 * SIGTERM and SIGINT end the process: in order and with exit code 0 when `stop` succeeds, with 1 when it fails. A second one
 * does not wait any longer.
 */
export function endOnSignal({ stop, onSignal, onFailure }: {
  stop: () => Promise<void>;
  onSignal: (signal: NodeJS.Signals) => void;
  onFailure: (error: unknown) => void;
}): void {
  let isStopping = false;
  const end = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(SIGNAL_BASE + constants.signals[signal]);
    isStopping = true;
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

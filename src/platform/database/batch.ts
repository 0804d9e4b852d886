import type { Work } from './work';

/**
 * What many ask for in the same step, in one go: like the batch function of a loader, but it may write. The results stand in the
 * order of the inputs.
 */
export interface Batch<Input, Result> {
  readonly name: string;
  run(work: Work, inputs: readonly Input[]): Promise<readonly Result[]>;
}

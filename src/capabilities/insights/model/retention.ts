import { ratioOf } from './ratio';
import { RetentionCohort, RetentionMonth } from './subscription-metrics';

/** What moved in one month among the subscriptions of one cohort; both are numbers of months. */
export interface CohortSum {
  readonly cohort: number;
  readonly month: number;
  /** How many more of them count. */
  readonly activeDelta: number;
  /** How many of them began: only in the cohort's own month. */
  readonly started: number;
}

/** Cohorts that have anybody, each to the end of the range. */
export function cohortsOf(boundaries: readonly Date[], sums: readonly CohortSum[]): RetentionCohort[] {
  return boundaries.slice(0, -1).flatMap((startAt, cohort) => {
    const own = sums.filter((sum) => sum.cohort === cohort);
    const size = own.reduce((sum, { started }) => sum + started, 0);
    if (size === 0) return [];
    let kept = 0;
    const months = boundaries.slice(cohort, -1).map((_start, monthsSince) => {
      kept += own.reduce((sum, { month, activeDelta }) => (month === cohort + monthsSince ? sum + activeDelta : sum), 0);
      return Object.assign(new RetentionMonth(), { monthsSince, kept, share: ratioOf(kept, size) });
    });
    return [Object.assign(new RetentionCohort(), { startAt, size, months })];
  });
}

import { answerMessages } from './servers';
import { Socketful, type Load, type LoadResult } from './load';

/** The clients of a run, in a process of their own. */
answerMessages(null, (load: Load): Promise<LoadResult> => new Socketful(load).run());

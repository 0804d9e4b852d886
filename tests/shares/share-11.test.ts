import { runShare } from '../kit/run-share';

runShare(__filename);

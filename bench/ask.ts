import type { LoadRequest } from './load';

/** Sends one request and returns the data of its answer; throws for any other answer. */
export type Ask = (request: LoadRequest) => Promise<Record<string, any>>;

export function asking(url: string): Ask {
  return async ({ headers, body }) => {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    const text = await response.text();
    const answer = JSON.parse(text) as { data?: Record<string, any>; errors?: unknown };
    if (response.status !== 200 || answer.errors || !answer.data) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 600)}`);
    return answer.data;
  };
}

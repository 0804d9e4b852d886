import type { Caller } from './shop';

export type Variables = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: readonly (string | number)[]; extensions: { code: string } & Record<string, unknown> }[];
  readonly extensions?: Record<string, unknown>;
}

/** One GraphQL request over HTTP. */
export async function post(url: string, query: string, variables: Variables, caller: Partial<Caller>): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(caller.apiKey ? { 'x-api-key': caller.apiKey } : {}),
      ...(caller.accessToken ? { authorization: `Bearer ${caller.accessToken}` } : {}),
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

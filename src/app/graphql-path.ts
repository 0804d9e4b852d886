/** Where the API is: over HTTP and, on the same port, over websockets. */
export const GRAPHQL_PATH = '/graphql';

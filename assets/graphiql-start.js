'use strict';
// Starts GraphiQL on this server: queries by fetch, subscriptions by graphql-ws, credentials from the headers editor.
(function () {
  const address = new URL('/graphql', location.href);
  const socketAddress = new URL(address);
  socketAddress.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  let socket = null;

  /** What the editor holds, without the headers that are left empty. */
  function filled(headers) {
    return Object.fromEntries(Object.entries(headers || {}).filter((entry) => String(entry[1]).trim() !== ''));
  }

  /** A socket belongs to one asker, so other headers need another. */
  function socketFor(headers) {
    const apiKey = headers['x-api-key'];
    const accessToken = String(headers.authorization || '').replace(/^Bearer\s+/i, '');
    const asker = JSON.stringify([apiKey, accessToken]);
    if (!socket || socket.asker !== asker) {
      if (socket) socket.client.dispose();
      const connectionParams = { apiKey: apiKey, ...(accessToken ? { accessToken: accessToken } : {}) };
      socket = { asker: asker, client: graphqlWs.createClient({ url: socketAddress.href, connectionParams: connectionParams }) };
    }
    return socket.client;
  }

  function kindOf(request, document) {
    const operations = document ? document.definitions.filter((definition) => definition.kind === 'OperationDefinition') : [];
    const named = operations.find((operation) => operation.name && operation.name.value === request.operationName);
    return (named || operations[0] || { operation: 'query' }).operation;
  }

  async function post(request, headers) {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(request),
    });
    return response.json();
  }

  function fetcher(request, options) {
    const headers = filled(options && options.headers);
    if (kindOf(request, options && options.documentAST) === 'subscription') return socketFor(headers).iterate(request);
    return post(request, headers);
  }

  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(GraphiQL, {
      fetcher: fetcher,
      defaultEditorToolsVisibility: 'headers',
      defaultHeaders: '{\n  "x-api-key": "",\n  "authorization": ""\n}',
      defaultQuery: '# Put a key of your tenant into the headers below: perennial keys create --tenant <id> --kind secret\n\nquery Viewer {\n  viewer {\n    id\n    email\n  }\n}\n',
      shouldPersistHeaders: true,
    }),
  );
})();

'use strict';
// Starts Apollo Sandbox, which its script has brought from Apollo's servers; without it the page's own text stays.
if (window.EmbeddedSandbox) {
  document.getElementById('offline').remove();
  new window.EmbeddedSandbox({
    target: '#sandbox',
    initialEndpoint: new URL('/graphql', location.href).href,
    initialState: { includeCookies: false, sharedHeaders: { 'x-api-key': 'pk_test_...', authorization: 'Bearer ...' } },
  });
}

'use strict';
// Starts Apollo Sandbox, which its script has brought from Apollo's servers; without it the page's own text stays.
if (window.EmbeddedSandbox) {
  const address = new URL('/graphql', location.href);
  document.getElementById('offline').remove();
  new window.EmbeddedSandbox({
    target: '#sandbox',
    initialEndpoint: address.href,
    initialSubscriptionEndpoint: address.href.replace(/^http/, 'ws'),
    initialState: { includeCookies: false, sharedHeaders: { 'x-api-key': 'pk_test_...', authorization: 'Bearer ...' } },
    endpointIsEditable: false,
    runTelemetry: false,
    // Its styles stand in our own sheet, so that the page's policy need not allow any others.
    allowDynamicStyles: false,
  });
}

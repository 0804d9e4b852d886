'use strict';
// A changed rule fails its property at once; looking for the smallest example of that takes a minute, and nobody reads it.
require('fast-check').configureGlobal({ endOnFailure: true });

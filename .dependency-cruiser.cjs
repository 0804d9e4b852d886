'use strict';
module.exports = require('./scripts/dependency-rules.cjs').configurationOf(__dirname);

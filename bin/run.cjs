#!/usr/bin/env node
'use strict'
/* Runs one of the repository's own scripts: node bin/run.cjs scripts/check.ts [arguments] */
const runtime = require('./runtime.cjs')

runtime.ensureInstalled()
runtime.handOver(process.argv[2], process.argv.slice(3))

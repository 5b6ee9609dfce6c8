#!/usr/bin/env node
'use strict'
const runtime = require('./runtime.cjs')

runtime.ensureInstalled()
runtime.handOver('src/main.ts', process.argv.slice(2))

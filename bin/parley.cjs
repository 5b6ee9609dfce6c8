#!/usr/bin/env node
'use strict'
const { ensureConsole } = require('./console.cjs')
const runtime = require('./runtime.cjs')

runtime.ensureInstalled()
if (process.argv[2] === 'start') ensureConsole(runtime.nodeToRun())
runtime.handOver('src/main.ts', process.argv.slice(2))

#!/usr/bin/env node
'use strict'
const { ensureConsole } = require('./console.cjs')
const runtime = require('./runtime.cjs')
const { serverEntry } = require('./server.cjs')

runtime.ensureInstalled()
const node = runtime.nodeToRun()
if (process.argv[2] === 'start') ensureConsole(node)
runtime.handOver(serverEntry(node), process.argv.slice(2))

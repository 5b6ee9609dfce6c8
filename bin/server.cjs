'use strict'
/*
 * The server in a few files instead of two thousand, which it reads in half the time; built when the sources have
 * changed. In JavaScript that old Nodes understand.
 */
const { spawnSync } = require('child_process')
const crypto = require('crypto')
const fs = require('fs')
const path = require('path')
const { ensureBuilt, filesIn } = require('./built.cjs')

const root = path.resolve(__dirname, '..')
const built = path.join(root, 'node_modules', '.cache', 'server')
const builder = path.join(root, 'scripts', 'build-server.ts')

/** One number for all that goes into it. It is asked for at each start: times of change do instead of contents. */
function digest() {
  const hash = crypto.createHash('sha256')
  const sources = filesIn(path.join(root, 'src')).filter(file => !file.endsWith('.test.ts'))
  for (const file of sources.concat(builder, path.join(root, 'package-lock.json'))) {
    const { size, mtimeMs } = fs.statSync(file)
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function build(node, aside) {
  const flags = ['--disable-warning=ExperimentalWarning', builder, aside]
  const result = spawnSync(node, flags, { cwd: root, stdio: 'ignore' })
  return !result.error && result.status === 0
}

/** The file to start, from the root: the sources where nothing can be built of them, as in an image without tools. */
function serverEntry(node) {
  const isBuilt = ensureBuilt(built, digest(), aside => build(node, aside))
  return isBuilt ? path.relative(root, path.join(built, 'main.mjs')) : path.join('src', 'main.ts')
}

module.exports = { serverEntry }

'use strict'
/*
 * Builds the web console into console/dist when what is there was built of other sources. In JavaScript that old Nodes
 * understand. Where the sources were left out, as in an image, what was built before is served.
 */
const { spawnSync } = require('child_process')
const crypto = require('crypto')
const fs = require('fs')
const path = require('path')
const { ensureBuilt, filesIn } = require('./built.cjs')

const root = path.resolve(__dirname, '..')
const folder = path.join(root, 'console')

/** One number for all that goes into the build: sources, and the versions of packages. */
function digest() {
  const hash = crypto.createHash('sha256')
  const sources = ['src', 'public'].flatMap(name => filesIn(path.join(folder, name)))
  const others = ['index.html', 'vite.config.ts', '../package-lock.json'].map(name => path.join(folder, name))
  for (const file of sources.concat(others)) {
    hash.update(`${path.relative(root, file)}\n`)
    hash.update(fs.readFileSync(file))
  }
  return hash.digest('hex')
}

function build(node, aside) {
  console.error('Building the console (when it has changed; this takes some seconds) …')
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const flags = [vite, 'build', '--config', path.join(folder, 'vite.config.ts'), '--logLevel', 'error']
  const env = Object.assign({}, process.env, { PARLEY_CONSOLE_OUT: aside, NODE_ENV: 'production' })
  const result = spawnSync(node, flags, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: env })
  return !result.error && result.status === 0
}

function ensureConsole(node) {
  if (!fs.existsSync(path.join(folder, 'src'))) return
  if (ensureBuilt(path.join(folder, 'dist'), digest(), aside => build(node, aside))) return
  console.error('Could not build the console, see above. Parley starts without a new one.')
}

module.exports = { ensureConsole }

'use strict'
/*
 * Builds the web console into console/dist when what is there was built of other sources. In JavaScript that old Nodes
 * understand. Where the sources were left out, as in an image, what was built before is served.
 */
const { spawnSync } = require('child_process')
const crypto = require('crypto')
const fs = require('fs')
const path = require('path')

const root = path.resolve(__dirname, '..')
const folder = path.join(root, 'console')
const built = path.join(folder, 'dist')
/** Of what the console in dist was built. */
const stampFile = path.join(built, 'built-of')

function filesIn(directory) {
  return fs
    .readdirSync(directory, { withFileTypes: true })
    .flatMap(entry => {
      const file = path.join(directory, entry.name)
      return entry.isDirectory() ? filesIn(file) : [file]
    })
    .sort()
}

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

function stamp() {
  try {
    return fs.readFileSync(stampFile, 'utf8')
  } catch (_) {
    return ''
  }
}

/** Builds aside and then swaps: two that start at once do not get into each other's way. */
function ensureConsole(node) {
  if (!fs.existsSync(path.join(folder, 'src'))) return
  const wanted = digest()
  if (stamp() === wanted) return
  console.error('Building the console (when it has changed; this takes some seconds) …')
  const aside = path.join(folder, `dist-${process.pid}`)
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const flags = [vite, 'build', '--config', path.join(folder, 'vite.config.ts'), '--logLevel', 'error']
  const env = Object.assign({}, process.env, { PARLEY_CONSOLE_OUT: aside, NODE_ENV: 'production' })
  const result = spawnSync(node, flags, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: env })
  if (result.error || result.status !== 0) {
    fs.rmSync(aside, { recursive: true, force: true })
    console.error('Could not build the console, see above. Parley starts without a new one.')
    return
  }
  fs.writeFileSync(path.join(aside, 'built-of'), wanted)
  swap(aside)
}

function swap(aside) {
  const old = `${aside}-old`
  try {
    if (fs.existsSync(built)) fs.renameSync(built, old)
    fs.renameSync(aside, built)
  } catch (_) {
    fs.rmSync(aside, { recursive: true, force: true }) // another one was quicker
  }
  fs.rmSync(old, { recursive: true, force: true })
}

module.exports = { ensureConsole }

'use strict'
/*
 * What runs before Parley does, in JavaScript that old Nodes understand: install the packages when they are
 * missing or stale, then hand over to the Node that package.json pins. Nothing here may need a package.
 */
const { spawn, spawnSync } = require('child_process')
const fs = require('fs')
const path = require('path')
const flags = require('./node-flags.json')

const root = path.resolve(__dirname, '..')
const lockFile = path.join(root, 'package-lock.json')
/** What npm writes about what it has installed. */
const installedFile = path.join(root, 'node_modules', '.package-lock.json')
/** Where Node keeps what it made of the sources, so that a later start need not. It does without where it may not write. */
const compiledFolder = path.join(root, 'node_modules', '.cache', 'compiled')
const pinnedNode = path.join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

/** True in a checkout; false when Parley was itself installed as a package, where npm has done the work. */
const isCheckout = fs.existsSync(lockFile)

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages
  } catch (_) {
    return {}
  }
}

/** True when every package of package-lock.json is there in its version. Optional ones depend on the platform. */
function isInstalled() {
  if (!fs.existsSync(pinnedNode)) return false
  const wanted = readPackages(lockFile)
  const installed = readPackages(installedFile)
  return Object.keys(wanted).every(name => {
    const entry = wanted[name]
    if (name === '' || entry.optional || entry.devOptional) return true
    return installed[name] !== undefined && installed[name].version === entry.version
  })
}

/** Installs exactly what package-lock.json says, when it is not there yet. */
function ensureInstalled() {
  if (!isCheckout || isInstalled()) return
  console.error('Installing packages (once; this takes a minute) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' }
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const result = spawnSync(npm, flags, options)
  if (result.error || result.status !== 0) {
    console.error('Could not install the packages: `npm ci` failed, see above.')
    process.exit(1)
  }
}

/** The Node that package.json pins, or the one that runs this where it is not installed. */
function nodeToRun() {
  return fs.existsSync(pinnedNode) ? pinnedNode : process.execPath
}

/** Runs a TypeScript entry point on the pinned Node and becomes its shadow: same signals in, same exit code out. */
function handOver(entry, args) {
  const child = spawn(nodeToRun(), flags.concat(path.join(root, entry), args), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: Object.assign({ NODE_COMPILE_CACHE: compiledFolder }, process.env, { PARLEY_PARENT: 'bin' }),
  })
  ;['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => {
    process.on(signal, () => child.kill(signal))
  })
  if (process.env.npm_lifecycle_event) {
    // npm runs us in a shell that dies of a signal without handing it on: when it is gone, the server is to stop.
    const parent = process.ppid
    setInterval(() => {
      if (process.ppid !== parent) child.kill('SIGTERM')
    }, 250).unref()
  }
  child.on('exit', (code, signal) => {
    process.exit(code === null ? 128 + (require('os').constants.signals[signal] || 0) : code)
  })
}

module.exports = { ensureInstalled, handOver, nodeToRun }

'use strict'
/*
 * What runs before Parley does, in JavaScript that old Nodes understand: install the packages when they are
 * missing or stale, then hand over to the Node that package.json pins. Nothing here may need a package.
 */
const { spawn, spawnSync } = require('child_process')
const { createHash } = require('crypto')
const fs = require('fs')
const path = require('path')

const root = path.resolve(__dirname, '..')
const lockFile = path.join(root, 'package-lock.json')
const stampFile = path.join(root, 'node_modules', '.parley-installed')
const pinnedNode = path.join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

/** True in a checkout; false when Parley was itself installed as a package, where npm has done the work. */
const isCheckout = fs.existsSync(lockFile)

function lockDigest() {
  return createHash('sha256').update(fs.readFileSync(lockFile)).digest('hex')
}

function installedDigest() {
  try {
    return fs.readFileSync(stampFile, 'utf8')
  } catch (_) {
    return ''
  }
}

/** Installs exactly what package-lock.json says, once per change of that file. */
function ensureInstalled() {
  if (!isCheckout || (installedDigest() === lockDigest() && fs.existsSync(pinnedNode))) return
  console.error('Installing packages (once; this takes a minute) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' }
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const result = spawnSync(npm, flags, options)
  if (result.error || result.status !== 0) {
    console.error('Could not install the packages: `npm ci` failed, see above.')
    process.exit(1)
  }
  fs.writeFileSync(stampFile, lockDigest())
}

/** Runs a TypeScript entry point on the pinned Node and becomes its shadow: same signals in, same exit code out. */
function handOver(entry, args) {
  const node = fs.existsSync(pinnedNode) ? pinnedNode : process.execPath
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', path.join(root, entry)].concat(args), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: Object.assign({}, process.env, { PARLEY_PARENT: 'bin' }),
  })
  ;['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => {
    process.on(signal, () => child.kill(signal))
  })
  child.on('exit', (code, signal) => {
    process.exit(code === null ? 128 + (require('os').constants.signals[signal] || 0) : code)
  })
}

module.exports = { ensureInstalled, handOver }

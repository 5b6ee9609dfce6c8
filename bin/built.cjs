'use strict'
/* What is made of the sources, and made anew when they have changed. In JavaScript that old Nodes understand. */
const fs = require('fs')
const path = require('path')

function filesIn(directory) {
  return fs
    .readdirSync(directory, { withFileTypes: true })
    .flatMap(entry => {
      const file = path.join(directory, entry.name)
      return entry.isDirectory() ? filesIn(file) : [file]
    })
    .sort()
}

/** Of what the things in a folder were made. */
function stampOf(folder) {
  try {
    return fs.readFileSync(path.join(folder, 'built-of'), 'utf8')
  } catch (_) {
    return ''
  }
}

/**
 * Answers whether a folder has what is made of `wanted`, which it makes when it has not: `build` fills a folder aside
 * and answers whether it could. Then they are swapped, so that two that start at once do not get into each other's way.
 */
function ensureBuilt(folder, wanted, build) {
  if (stampOf(folder) === wanted) return true
  const aside = `${folder}-${process.pid}`
  try {
    if (!build(aside)) return false
    fs.writeFileSync(path.join(aside, 'built-of'), wanted)
    if (stampOf(folder) !== wanted) swap(aside, folder)
    return true
  } catch (_) {
    return stampOf(folder) === wanted // nobody may write there, or another one was quicker
  } finally {
    fs.rmSync(aside, { recursive: true, force: true })
  }
}

function swap(aside, folder) {
  const old = `${aside}-old`
  if (fs.existsSync(folder)) fs.renameSync(folder, old)
  fs.renameSync(aside, folder)
  fs.rmSync(old, { recursive: true, force: true })
}

module.exports = { ensureBuilt, filesIn }

import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Home, newHome } from '../kit/server.ts'

const commands = [
  'start',
  'migrate',
  'tenant create',
  'tenant list',
  'tenant set',
  'key create',
  'key list',
  'key revoke',
  'key rotate',
  'doctor',
]

describe('The command line', () => {
  let home: Home
  before(async () => {
    home = await newHome()
  })
  after(() => home.remove())

  it('lists all its commands without being asked for one', async () => {
    for (const args of [[], ['--help'], ['help']]) {
      const { code, stdout } = await home.parley(args)
      equal(code, 0)
      deepEqual(
        commands.filter(command => !stdout.includes(`\n  ${command}`)),
        [],
      )
    }
  })

  it('explains each command in a page of its own', async () => {
    const pages = await Promise.all(commands.map(command => home.parley([...command.split(' '), '--help'])))
    for (const [number, { code, stdout, stderr }] of pages.entries()) {
      equal(code, 0)
      equal(stderr, '')
      match(stdout, new RegExp(`^[A-Z][^\\n]+\\n\\nUsage: parley ${commands[number]}`))
      match(stdout, /--help +Show this\./)
    }
    ok(pages[5]!.stdout.includes('--scope'))
    ok(pages[5]!.stdout.includes('--ip'))
    ok(pages[5]!.stdout.includes('--expires'))
    ok(pages[8]!.stdout.includes('--grace'))
  })

  it('refuses what it does not understand with one line and exit code 2', async () => {
    const mistakes = [
      ['stop'],
      ['tenant'],
      ['tenant', 'destroy'],
      ['tenant', 'create'],
      ['tenant', 'create', 'one', 'two'],
      ['tenant', 'list', 'acme'],
      ['tenant', 'set'],
      ['tenant', 'set', 'acme', 'colour=red'],
      ['key', 'create', 'acme', '--secret', 'x'],
      ['key', 'create', 'acme', '--dialect', 'klingon'],
      ['key', 'create', 'acme', '--expires', 'soon'],
      ['key', 'create', 'acme', '--expires', '2020-01-01'],
      ['key', 'revoke', 'acme', 'not-an-id'],
      ['key', 'rotate', 'acme', '01a1fc67-e3c4-70c4-8b82-7f3a978f7d78', '--grace', 'long'],
      ['start', 'demo'],
      ['start', '--role', 'waiter'],
      ['migrate', 'down'],
      ['doctor', '--verbose'],
    ]
    await home.start(['start'])
    const answers = await Promise.all(mistakes.map(mistake => home.parley(mistake)))
    for (const [number, { code, stdout, stderr }] of answers.entries()) {
      const mistake = mistakes[number]!
      equal(code, 2, mistake.join(' '))
      equal(stdout, '', mistake.join(' '))
      match(stderr, /^parley: [^\n]+\n$/, mistake.join(' '))
    }
  })
})

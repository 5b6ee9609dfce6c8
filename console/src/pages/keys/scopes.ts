/** What the field for scopes offers; the server takes others, too, and says so where one is none. */
import type { KeyDialect } from './dialects.ts'

const nouns: Readonly<Record<KeyDialect, readonly string[]>> = {
  parley: [
    'audit',
    'automations',
    'campaigns',
    'clock',
    'contacts',
    'events',
    'exports',
    'faults',
    'feedback',
    'interactions',
    'keys',
    'messages',
    'overview',
    'people',
    'providers',
    'purchases',
    'requests',
    'schemas',
    'segments',
    'snapshots',
    'surveys',
    'tenant',
    'timeline',
    'tracking',
    'views',
    'webhooks',
  ],
  voyado: ['contacts', 'interactions', 'interactionschemas', 'orders', 'receipts', 'stores', 'triggers'],
  webengage: ['campaign-execution', 'data-ingestion', 'privacy'],
}

export const scopesOf = (dialect: KeyDialect): string[] =>
  nouns[dialect].flatMap(noun => [`${noun}:read`, `${noun}:write`, `${noun}:*`])

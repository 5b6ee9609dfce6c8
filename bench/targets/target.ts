import { join } from 'node:path'
import type { Child } from '../children/child.ts'
import { freePort } from '../children/free-port.ts'
import { nextMessage, startNodeChild } from '../children/node-child.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import type { DatabaseKind } from '../databases/database-place.ts'
import { createFreshDatabase, defaultServer, type FreshDatabase } from '../databases/fresh-database.ts'
import { bulkEventsRequest, type EventPlace, eventRequest } from '../load/event-request.ts'
import { sampleRequest } from '../load/sample-request.ts'
import { addListeners } from './listeners.ts'
import { type ParleySettings, runParley, startParley, waitForParley } from './parley.ts'
import { acceptEverything } from './receiver.ts'

/** What is measured, in the order of what it does for each request. */
export const targetNames = [
  'bare-http',
  'grouped-insert',
  'parley',
  'parley-with-webhooks',
  'events',
  'bulk-events',
  'parley-with-all',
  'bulk-insert',
  'bulk-numbered',
] as const
export type TargetName = (typeof targetNames)[number]

/** By which the options and the reports name them. */
export const letters: Record<TargetName, string> = {
  'bare-http': 'a',
  'grouped-insert': 'b',
  parley: 'c',
  'parley-with-webhooks': 'd',
  events: 'e',
  'bulk-events': 'f',
  'parley-with-all': 'g',
  'bulk-insert': 'h',
  'bulk-numbered': 'i',
}

/** A server that takes interactions, started on a database of its own. */
export interface Target {
  readonly child: Child
  readonly port: number
  readonly requestText: string
  readonly database: FreshDatabase | undefined
  stop(): Promise<void>
}

/** `nodeOptions` are for Parley's own Node. */
export async function startTarget(
  name: TargetName,
  kind: DatabaseKind,
  nodeOptions: readonly string[] = [],
): Promise<Target> {
  const folder = makeTemporaryFolder()
  const needsServer = kind === 'server' && name !== 'bare-http'
  const database = needsServer ? await createFreshDatabase(defaultServer) : undefined
  const port = await freePort()
  const started = await start[name](port, folder.path, database?.url, nodeOptions)
  return {
    ...started,
    port,
    database,
    async stop() {
      await started.child.stop()
      await database?.drop()
      await folder.remove()
    },
  }
}

/** So many listen to every interaction. */
const webhooks = 5

type Start = (
  port: number,
  folder: string,
  url: string | undefined,
  nodeOptions: readonly string[],
) => Promise<Pick<Target, 'child' | 'requestText'>>

const anyContact = 'cf6d21fa-6e2b-481c-ab38-afa1012233ff'

const bulkToFloor = (port: number) => bulkEventsRequest({ port, licenseCode: 'floor', apiKey: 'none' })

const start: Record<TargetName, Start> = {
  async 'bare-http'(port) {
    const child = startNodeChild(new URL('../floors/bare-http.ts', import.meta.url), { port })
    await nextMessage(child, 'ready')
    return { child, requestText: sampleRequest({ port, apiKey: 'none', contactId: anyContact }) }
  },

  'grouped-insert': startFloor(port => sampleRequest({ port, apiKey: 'none', contactId: anyContact })),

  'bulk-insert': startFloor(bulkToFloor),
  'bulk-numbered': startFloor(bulkToFloor, true),

  async parley(port, dataFolder, databaseUrl, nodeOptions) {
    const settings = { port, dataFolder, databaseUrl, nodeOptions }
    const child = startParley(settings)
    const { voyado, sample } = await waitForParley(child, settings)
    return { child, requestText: sampleRequest({ port, apiKey: voyado.apiKey, contactId: sample.contactId }) }
  },

  async 'parley-with-webhooks'(port, dataFolder, databaseUrl, nodeOptions) {
    const { child, requestText } = await startWithWebhooks({ port, dataFolder, databaseUrl, nodeOptions })
    return { child, requestText }
  },

  async 'parley-with-all'(port, dataFolder, databaseUrl, nodeOptions) {
    const { child, demo, requestText } = await startWithWebhooks({
      port,
      dataFolder,
      databaseUrl,
      nodeOptions,
    })
    await addListeners(port, demo)
    return { child, requestText }
  },

  events: startForEvents(eventRequest),
  'bulk-events': startForEvents(bulkEventsRequest),
}

/** The floor, which takes interactions one by one and events in bulk. */
function startFloor(toRequest: (port: number) => string, isNumbered = false): Start {
  return async (port, folder, url) => {
    const database = url ? { kind: 'server', url } : { kind: 'embedded', folder: join(folder, 'postgres') }
    const file = new URL('../floors/grouped-insert.ts', import.meta.url)
    const child = startNodeChild(file, { port, database, isNumbered })
    await nextMessage(child, 'ready')
    return { child, requestText: toRequest(port) }
  }
}

/** Parley, asked through the WebEngage dialect. */
function startForEvents(toRequest: (place: EventPlace) => string): Start {
  return async (port, dataFolder, databaseUrl, nodeOptions) => {
    const settings = { port, dataFolder, databaseUrl, nodeOptions }
    const child = startParley(settings)
    const { webengage } = await waitForParley(child, settings)
    return { child, requestText: toRequest({ port, ...webengage }) }
  }
}

async function startWithWebhooks(settings: ParleySettings) {
  const child = startParley(settings)
  const demo = await waitForParley(child, settings)
  const { tenant, voyado, sample } = demo
  const receiver = await acceptEverything()
  for (let number = 0; number < webhooks; number++)
    await runParley(settings, ['webhook', 'create', tenant, receiver, '--event', 'interaction.created'])
  const place = { port: settings.port, apiKey: voyado.apiKey, contactId: sample.contactId }
  return { child, demo, requestText: sampleRequest(place) }
}

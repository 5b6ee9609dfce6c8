import { automationConsumers } from '../domain/automations/consumers.ts'
import { createDefinitionCache } from '../domain/automations/definition-cache.ts'

/** One memory of definitions for all that works on automations in this process. */
export const definitions = createDefinitionCache()

export const automationLogConsumers = automationConsumers(definitions)

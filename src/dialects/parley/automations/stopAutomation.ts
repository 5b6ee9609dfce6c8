import { changesState } from './changes-state.ts'

/** Stops an automation: nothing starts, and its runs end. */
export const stopAutomation = changesState('stop', 'Stop an automation')

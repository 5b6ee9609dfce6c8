import { changesState } from './changes-state.ts'

/** Pauses an automation: nothing starts, and contacts in flight stand still. */
export const pauseAutomation = changesState('pause', 'Pause an automation')

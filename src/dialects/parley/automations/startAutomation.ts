import { changesState } from './changes-state.ts'

/** Starts a draft or a stopped automation: what happens from now on starts runs. */
export const startAutomation = changesState('start', 'Start an automation')

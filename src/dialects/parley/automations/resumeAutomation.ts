import { changesState } from './changes-state.ts'

/** Resumes a paused automation. What fell due meanwhile is done at once; what happened meanwhile starts nothing. */
export const resumeAutomation = changesState('resume', 'Resume an automation')

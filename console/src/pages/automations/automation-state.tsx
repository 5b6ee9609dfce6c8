import type { Answer } from '../../api/ask.ts'
import { StateBadge, type Tone } from '../../kit/StateBadge.tsx'

export type Automation = Answer<'getAutomation'>
export type Run = Answer<'listRuns'>['items'][number]
export type RunWithHistory = Answer<'getRun'>['branches'][number]

const tones: Readonly<Record<Automation['state'], Tone>> = {
  draft: 'neutral',
  running: 'good',
  paused: 'warning',
  stopped: 'neutral',
}
export const stateWords: Readonly<Record<Automation['state'], string>> = {
  draft: 'Draft',
  running: 'Running',
  paused: 'Paused',
  stopped: 'Stopped',
}

export const AutomationState = ({ state }: { readonly state: Automation['state'] }) => (
  <StateBadge tone={tones[state]}>{stateWords[state]}</StateBadge>
)

const endings: Readonly<Record<string, string>> = {
  completed: 'Came to the end',
  exited: 'Ended by a step',
  goal: 'Reached the goal',
  'exit rule': 'Ended by an exit',
  stopped: 'The automation was stopped',
  'contact deleted': 'The contact was deleted',
  'control group': 'In the control group',
  'loop guard': 'Went in circles',
}
const waits: Readonly<Record<string, string>> = {
  start: 'About to begin',
  turn: 'About to go on',
  wait: 'Waits for a time',
  event: 'Waits for something to happen',
  reply: 'Waits for a reply',
  'quiet hours': 'Waits for the end of quiet hours',
  branches: 'Waits for its branches',
}

export const reasonWords = ({ state, reason }: Pick<Run, 'state' | 'reason'>): string =>
  (state === 'ended' ? endings : waits)[reason] ?? reason

export function RunState({ run }: { readonly run: Pick<Run, 'state' | 'lastError'> }) {
  if (run.state === 'ended') return <StateBadge tone="neutral">Ended</StateBadge>
  return run.lastError ? (
    <StateBadge tone="bad">Failing</StateBadge>
  ) : (
    <StateBadge tone="busy">On its way</StateBadge>
  )
}

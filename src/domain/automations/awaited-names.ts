import type { Step } from './definition.ts'
import { listeningNames } from './fact.ts'
import { namesOfMessage } from './message-step.ts'

/** Under which names a run listens while it stands at a step that waits for an event. */
export function awaitedNames(step: Step | undefined): string[] {
  if (step?.kind === 'waitForEvent') return listeningNames(step.event)
  return step?.kind === 'waitForMessage' ? namesOfMessage(step) : []
}

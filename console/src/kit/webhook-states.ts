import type { Tone } from './StateBadge.tsx'

/** Whether what is told reaches whoever listens: in a word, by the name of the state. */
export const webhookStates = {
  enabled: { word: 'on', tone: 'good' },
  failing: { word: 'failing', tone: 'warning' },
  disabled: { word: 'switched off', tone: 'bad' },
} as const satisfies Record<string, { readonly word: string; readonly tone: Tone }>

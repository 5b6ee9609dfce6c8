import {
  IconCalendarTime,
  IconClockHour4,
  IconHourglass,
  IconMailQuestion,
  IconMessage2Plus,
} from '@tabler/icons-react'
import { capital, happeningWord, isContentChannel } from '../../kit/channels.ts'
import { durationInWords } from '../../kit/durations.ts'
import type { Field } from './fields/field.ts'
import { kindOfMatch } from './match-kinds.ts'
import type { Match } from './model/definition.ts'
import { items, main, next, on, onlyNext, other, type StepKind } from './step-kind.ts'

const timeout: Field = { name: 'timeout', label: 'At most for', type: 'duration' }
const messageWays = ['sent', 'delivered', 'clicked', 'dismissed', 'bounced', 'failed', 'unsubscribed']
/** Nobody carries content: it comes when it is viewed. */
const neverOfContent = new Set(['delivered', 'bounced', 'unsubscribed'])

/** Steps at which contacts stay for a while. */
export const waitKinds: Readonly<Record<string, StepKind>> = {
  wait: {
    label: 'Wait',
    family: 'wait',
    icon: IconHourglass,
    about: 'Some minutes, hours or days',
    fresh: { for: 'P1D' },
    ways: onlyNext,
    fields: [{ name: 'for', label: 'For', type: 'duration' }],
    words: step => durationInWords(step.for),
  },
  waitForTime: {
    label: 'Wait for a time',
    family: 'wait',
    icon: IconClockHour4,
    about: 'A time of the day, or one of several slots',
    fresh: { time: '09:00' },
    ways: onlyNext,
    fields: [
      {
        name: 'time',
        label: 'Time',
        type: 'time',
        isOptional: true,
        isFor: ({ slots }) => slots === undefined,
      },
      {
        name: 'weekdays',
        label: 'On',
        type: 'weekdays',
        isOptional: true,
        isFor: ({ slots }) => slots === undefined,
      },
      { name: 'slots', label: 'Slots', type: 'slots', isOptional: true },
      { name: 'zone', label: 'Time zone', type: 'zone', isOptional: true },
    ],
    words: ({ time, weekdays, slots }) =>
      Array.isArray(slots)
        ? `within ${items(slots)
            .map(({ from, to, weekdays: days }) => `${from}–${to}${on(days)}`)
            .join(' or ')}`
        : `until ${time ?? '…'}${on(weekdays)}`,
  },
  waitForDate: {
    label: 'Wait for a date',
    family: 'wait',
    icon: IconCalendarTime,
    about: 'A date of the contact or of what happened',
    fresh: { date: '' },
    ways: () => [next, other('missed', 'Missed')],
    fields: [
      {
        name: 'date',
        label: 'Date',
        type: 'path',
        about: 'Of the contact or the entry, or a date such as 2027-05-01.',
      },
      { name: 'offset', label: 'Before or after it', type: 'signedDuration', isOptional: true },
      {
        name: 'grace',
        label: 'Not missed until',
        type: 'duration',
        about: 'So long after the date it is not missed yet.',
        isOptional: true,
      },
    ],
    words: ({ date, offset }) => {
      const text = String(offset ?? '')
      const distance =
        offset === undefined ? '' : `${durationInWords(text)} ${text.startsWith('-') ? 'before' : 'after'} `
      return `until ${distance}${date || '…'}`
    },
  },
  waitForEvent: {
    label: 'Wait for something',
    family: 'wait',
    icon: IconMessage2Plus,
    about: 'Until it happens, or the time is over',
    fresh: { event: { kind: 'purchase' }, timeout: 'P7D' },
    ways: () => [main('next', 'Happened'), main('timedOut', 'Timed out')],
    fields: [{ name: 'event', label: 'Until the contact', type: 'match' }, timeout],
    words: ({ event, timeout: most }, world) => {
      const match = event as Match
      return `until it ${kindOfMatch(match.kind).words(match, world)}, at most ${durationInWords(most)}`
    },
  },
  waitForMessage: {
    label: 'Wait for a message',
    family: 'wait',
    icon: IconMailQuestion,
    about: 'What becomes of a message of an earlier step',
    fresh: { step: '', timeout: 'P3D' },
    ways: (step, definition) => {
      const channel = definition?.steps[String(step.step)]?.channel
      const label = (way: string) => capital(happeningWord(way, channel))
      const isMeant = (way: string) => !isContentChannel(channel) || !neverOfContent.has(way) || way in step
      return [
        main('opened', label('opened')),
        main('timedOut', 'Timed out'),
        ...messageWays.filter(isMeant).map(way => other(way, label(way))),
      ]
    },
    fields: [{ name: 'step', label: 'The message of', type: 'step' }, timeout],
    words: ({ step, timeout: most }) => `that of ${step || '…'}, at most ${durationInWords(most)}`,
  },
}

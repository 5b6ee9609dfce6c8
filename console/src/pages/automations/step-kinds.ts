/** The kinds of steps: a row for each gives its node, its ways, its form and its sentence. An unknown one has a plain node. */
import {
  IconApi,
  IconArrowBackUp,
  IconArrowsSplit2,
  IconDoorExit,
  IconEdit,
  IconGitBranch,
  IconGitFork,
  IconListCheck,
  IconListDetails,
  IconMail,
  IconMessage2Plus,
  IconPercentage,
  IconPuzzle,
  IconWebhook,
} from '@tabler/icons-react'
import { channelWords } from '../../kit/channels.ts'
import type { Field } from './fields/field.ts'
import type { Definition, Step } from './model/definition.ts'
import { type Family, items, main, next, onlyNext, other, type StepKind, type WayKind } from './step-kind.ts'
import { type Test, testInWords } from './test-words.ts'
import { waitKinds } from './wait-kinds.ts'

export const familyWords: Readonly<Record<Family, string>> = {
  wait: 'Wait',
  decide: 'Decide',
  reach: 'Reach out',
  change: 'Change',
  end: 'Go back, or end',
}

const headers: Field = { name: 'headers', label: 'Headers', type: 'headers', isOptional: true }
const throttle: Field = {
  name: 'throttle',
  label: 'Throttle',
  type: 'throttle',
  about: 'So many calls a minute, of all that go by the name.',
  isOptional: true,
}
const url: Field = {
  name: 'url',
  label: 'Address',
  type: 'text',
  about: 'With the host written out. {{ … }} prints a value.',
}
const listId: Field = { name: 'listId', label: 'List', type: 'list' }

export const stepKinds: Readonly<Record<string, StepKind>> = {
  ...waitKinds,
  condition: {
    label: 'Condition',
    family: 'decide',
    icon: IconGitFork,
    about: 'Yes or no, by what is known of the contact',
    fresh: { test: { happened: { kind: 'purchase' } } },
    ways: () => [main('yes', 'Yes'), main('no', 'No')],
    fields: [{ name: 'test', label: 'If', type: 'test' }],
    words: ({ test }, world, definition) => `If ${testInWords(test as Test, world, definition)}`,
  },
  splitByValue: {
    label: 'Split by value',
    family: 'decide',
    icon: IconArrowsSplit2,
    about: 'A way for each of several values',
    fresh: { path: 'contact.countryCode', cases: [{ equal: 'SE' }] },
    ways: ({ cases }) => [
      ...items(cases).map(({ equal }, n) => main(`cases/${n}/next`, String(equal))),
      main('otherwise', 'Otherwise'),
    ],
    fields: [
      { name: 'path', label: 'Value', type: 'path' },
      { name: 'cases', label: 'Cases', type: 'cases' },
    ],
    words: ({ path }) => `by ${path || '…'}`,
  },
  splitByShare: {
    label: 'Split by share',
    family: 'decide',
    icon: IconPercentage,
    about: 'So many of a hundred, always the same way',
    fresh: { shares: [{ percent: 50 }, { percent: 50 }] },
    ways: ({ shares }) => items(shares).map(({ percent }, n) => main(`shares/${n}/next`, `${percent} %`)),
    fields: [{ name: 'shares', label: 'Shares', type: 'shares' }],
    words: ({ shares }) =>
      items(shares)
        .map(({ percent }) => `${percent} %`)
        .join(', '),
  },
  fork: {
    label: 'Several ways at once',
    family: 'decide',
    icon: IconGitBranch,
    about: 'All are taken, side by side',
    fresh: { branches: [{}, {}] },
    ways: ({ branches }) => items(branches).map((_, n) => main(`branches/${n}/next`, `Way ${n + 1}`)),
    fields: [{ name: 'branches', label: 'Ways', type: 'branches' }],
    words: ({ branches }) => `${items(branches).length} ways, side by side`,
  },
  sendMessage: {
    label: 'Send a message',
    family: 'reach',
    icon: IconMail,
    about: 'A template, by e-mail or another channel, or on show in apps and pages',
    fresh: { channel: 'email', templateId: '' },
    ways: onlyNext,
    fields: [
      { name: 'channel', label: 'Channel', type: 'choice', options: channelWords },
      { name: 'templateId', label: 'Template', type: 'template' },
      {
        name: 'ignoresLimits',
        label: 'Also in quiet hours, and over the caps',
        type: 'switch',
        isOptional: true,
      },
    ],
    words: ({ channel, templateId }, world) =>
      `${channelWords[String(channel)] ?? channel} “${templateId ? world.nameOf('template', templateId) : '…'}”`,
  },
  webhook: {
    label: 'Tell a webhook',
    family: 'reach',
    icon: IconWebhook,
    about: 'Posts what happened, and goes on',
    fresh: { url: 'https://' },
    ways: onlyNext,
    fields: [url, headers, throttle],
    words: step => String(step.url),
  },
  callApi: {
    label: 'Call an API',
    family: 'reach',
    icon: IconApi,
    about: 'Waits for the reply, which later steps can use',
    fresh: { method: 'POST', url: 'https://' },
    ways: () => [next, other('failed', 'Failed')],
    fields: [
      {
        name: 'method',
        label: 'Method',
        type: 'choice',
        options: Object.fromEntries(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map(each => [each, each])),
      },
      url,
      headers,
      { name: 'body', label: 'Body', type: 'lines', isOptional: true },
      { name: 'saveAs', label: 'Keep the reply as', type: 'text', isOptional: true },
      {
        name: 'timeoutMs',
        label: 'Wait for the reply, in ms',
        type: 'number',
        least: 100,
        most: 15_000,
        isOptional: true,
      },
      {
        name: 'retries',
        label: 'Tries after the first',
        type: 'number',
        least: 0,
        most: 5,
        isOptional: true,
      },
      throttle,
    ],
    words: ({ method, url: to }) => `${method} ${to}`,
  },
  updateContact: {
    label: 'Change the contact',
    family: 'change',
    icon: IconEdit,
    about: 'Attributes, preferences, consents',
    fresh: { attributes: {} },
    ways: () => [next, other('refused', 'Refused')],
    fields: [
      { name: 'attributes', label: 'Attributes', type: 'values', isOptional: true },
      { name: 'preferences', label: 'Preferences', type: 'preferences', isOptional: true },
      { name: 'consents', label: 'Consents', type: 'consents', isOptional: true },
    ],
    words: ({ attributes, preferences, consents }) =>
      [
        ...Object.keys((attributes ?? {}) as object),
        ...Object.keys((preferences ?? {}) as object).map(name => `preference ${name}`),
        ...items(consents).map(({ id }) => `consent ${id}`),
      ].join(', ') || 'nothing yet',
  },
  recordInteraction: {
    label: 'Record an interaction',
    family: 'change',
    icon: IconMessage2Plus,
    about: 'Under one of your schemas',
    fresh: { schemaId: '', payload: {} },
    ways: () => [next, other('refused', 'Refused')],
    fields: [
      { name: 'schemaId', label: 'Schema', type: 'schema' },
      { name: 'payload', label: 'Values', type: 'values' },
    ],
    words: ({ schemaId }, world) => (schemaId ? `“${world.nameOf('schema', schemaId)}”` : '…'),
  },
  addToList: {
    label: 'Put into a list',
    family: 'change',
    icon: IconListCheck,
    about: 'A segment of the kind list',
    fresh: { listId: '' },
    ways: onlyNext,
    fields: [listId],
    words: (step, world) => `“${step.listId ? world.nameOf('segment', step.listId) : '…'}”`,
  },
  removeFromList: {
    label: 'Take out of a list',
    family: 'change',
    icon: IconListDetails,
    about: 'A segment of the kind list',
    fresh: { listId: '' },
    ways: onlyNext,
    fields: [listId],
    words: (step, world) => `“${step.listId ? world.nameOf('segment', step.listId) : '…'}”`,
  },
  jump: {
    label: 'Go back',
    family: 'end',
    icon: IconArrowBackUp,
    about: 'To an earlier step, so many times',
    fresh: { to: '', most: 3 },
    ways: () => [main('to', 'Back to'), main('otherwise', 'Enough')],
    fields: [{ name: 'most', label: 'At most, times', type: 'number', least: 1, most: 1000 }],
    words: ({ to, most }) => `to ${to || '…'}, at most ${most} ${most === 1 ? 'time' : 'times'}`,
  },
  exit: {
    label: 'End',
    family: 'end',
    icon: IconDoorExit,
    about: 'The run is over here',
    fresh: {},
    ways: () => [],
    fields: [{ name: 'reason', label: 'Why', type: 'text', isOptional: true }],
    words: ({ reason }) => (reason === undefined ? 'The run ends' : String(reason)),
  },
}

const wayNames = ['next', 'yes', 'no', 'otherwise', 'missed', 'timedOut', 'refused', 'failed']

const unknown = (kind: string): StepKind => ({
  label: kind.replaceAll(/([A-Z])/g, ' $1').replace(/^./, letter => letter.toUpperCase()),
  family: 'change',
  icon: IconPuzzle,
  about: '',
  fresh: {},
  ways: step =>
    wayNames
      .filter(name => typeof step[name] === 'string')
      .map(name => main(name, name === 'next' ? '' : name)),
  fields: [],
  words: step =>
    Object.keys(step)
      .filter(name => name !== 'kind' && !wayNames.includes(name))
      .join(', '),
})

export const kindOfStep = (kind: string): StepKind =>
  (Object.hasOwn(stepKinds, kind) ? stepKinds[kind] : undefined) ?? unknown(kind)

/** In the words of the messages that the definition sends. */
export const waysOfKind = (step: Step, definition?: Definition): readonly WayKind[] =>
  kindOfStep(step.kind).ways(step, definition)

export const newStep = (kind: string): Step => ({ kind, ...kindOfStep(kind).fresh })

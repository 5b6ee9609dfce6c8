/** Automations to begin with. What only the company has is still to be chosen. */
import { type Icon, IconCake, IconMoodSad, IconShoppingCartX, IconUserHeart } from '@tabler/icons-react'
import { type Draft, emptyDraft } from './model/definition.ts'

interface Starter {
  readonly id: string
  readonly icon: Icon
  readonly draft: Draft
}

const email = { kind: 'sendMessage', channel: 'email', templateId: '' }

export const starters: readonly Starter[] = [
  {
    id: 'sorry',
    icon: IconMoodSad,
    draft: {
      name: 'After a bad review',
      description: 'Who was not content, and bought nothing within two days, gets a message.',
      layout: {},
      definition: {
        entry: { kind: 'interaction', where: { path: 'rating', is: 'less', value: 3 } },
        start: 'wait',
        steps: {
          wait: { kind: 'wait', for: 'P2D', next: 'bought' },
          bought: { kind: 'condition', test: { happened: { kind: 'purchase' } }, yes: 'enough', no: 'write' },
          enough: { kind: 'exit', reason: 'bought meanwhile' },
          write: email,
        },
      },
    },
  },
  {
    id: 'welcome',
    icon: IconUserHeart,
    draft: {
      name: 'Welcome',
      description: 'A greeting for who is new, and a second one for who did not open it.',
      layout: {},
      definition: {
        entry: { kind: 'contactCreated' },
        start: 'greet',
        steps: {
          greet: { ...email, next: 'read' },
          read: { kind: 'waitForMessage', step: 'greet', timeout: 'P3D', opened: 'done', timedOut: 'remind' },
          done: { kind: 'exit', reason: 'has read it' },
          remind: email,
        },
      },
    },
  },
  {
    id: 'cart',
    icon: IconShoppingCartX,
    draft: {
      name: 'Abandoned cart',
      description: 'A reminder after an hour, unless the cart became an order.',
      layout: {},
      definition: {
        entry: { kind: 'abandonedCart' },
        start: 'order',
        steps: {
          order: {
            kind: 'waitForEvent',
            event: { kind: 'order' },
            timeout: 'PT1H',
            next: 'ordered',
            timedOut: 'remind',
          },
          ordered: { kind: 'exit', reason: 'ordered' },
          remind: email,
        },
        frequency: { limit: 'week' },
      },
    },
  },
  {
    id: 'birthday',
    icon: IconCake,
    draft: {
      name: 'Birthday',
      description: 'A wish in the morning of the birthday, of every year.',
      layout: {},
      definition: {
        entry: { kind: 'date', attribute: 'birthDay', repeats: 'yearly', time: '08:00' },
        start: 'wish',
        steps: { wish: email },
      },
    },
  },
]

export const draftOfStarter = (id: string | undefined): Draft =>
  starters.find(starter => starter.id === id)?.draft ?? emptyDraft

/**
 * The automations of the day: between them they have every kind of entry, wait, split and action that time matters to.
 * What the clock brings and what contacts do may not race for the same run, nor may a segment that time changes race
 * with what runs write: two days could differ then that are both right.
 */
interface Names {
  /** Templates. */
  readonly sorry: string
  readonly news: string
  readonly text: string
  /** Segments. */
  readonly list: string
  readonly often: string
  readonly receiverUrl: string
}

const review = { kind: 'interaction', schemaId: 'day-review' }
const visit = { kind: 'interaction', schemaId: 'day-visit' }
const everyTime = { limit: 'everyTime', whileRunning: true }

export function automationsOf({
  sorry,
  news,
  text,
  list,
  often,
  receiverUrl,
}: Names): Record<string, object> {
  return {
    'bad review': {
      entry: { ...review, where: { path: 'rating', is: 'less', value: 3 } },
      start: 'note',
      steps: {
        note: {
          kind: 'recordInteraction',
          schemaId: 'day-visit',
          payload: { marker: { template: 'after {{ entry.marker }}' }, page: 'noted' },
          next: 'wait',
        },
        wait: { kind: 'wait', for: 'PT40M', next: 'bought' },
        bought: { kind: 'condition', test: { happened: { kind: 'purchase' } }, yes: 'enough', no: 'write' },
        enough: { kind: 'exit', reason: 'bought meanwhile' },
        write: { kind: 'sendMessage', channel: 'email', templateId: sorry, next: 'later' },
        later: { kind: 'wait', for: 'PT3H' },
      },
      goal: { kind: 'purchase' },
    },
    often: {
      entry: { kind: 'segmentEntered', segmentId: often },
      start: 'count',
      steps: {
        count: { kind: 'updateContact', attributes: { timesOften: { increaseBy: 1 } }, next: 'list' },
        list: { kind: 'addToList', listId: list, next: 'split' },
        split: {
          kind: 'splitByShare',
          shares: [
            { percent: 50, next: 'await' },
            { percent: 50, next: 'morning' },
          ],
        },
        await: {
          kind: 'waitForEvent',
          event: { kind: 'purchase', where: { path: 'skus', is: 'contains', value: 'sku-1' } },
          timeout: 'PT3H',
          next: 'write',
          timedOut: 'off',
        },
        write: { kind: 'sendMessage', channel: 'email', templateId: news, next: 'sent' },
        sent: {
          kind: 'waitForMessage',
          step: 'write',
          timeout: 'PT1H',
          sent: 'off',
          failed: 'off',
          timedOut: 'off',
        },
        off: { kind: 'removeFromList', listId: list },
        morning: { kind: 'waitForTime', time: '09:30', zone: 'Europe/Stockholm', next: 'write' },
      },
      exits: [{ kind: 'preferenceChanged', channel: 'email', value: false }],
    },
    'no longer': {
      entry: { kind: 'segmentLeft', segmentId: often },
      start: 'wait',
      steps: {
        wait: { kind: 'wait', for: 'PT10M', next: 'count' },
        count: { kind: 'updateContact', attributes: { timesLeft: { increaseBy: 1 } } },
      },
    },
    called: {
      entry: visit,
      start: 'ask',
      steps: {
        ask: {
          kind: 'callApi',
          method: 'POST',
          url: `${receiverUrl}/level/{{ contactId }}`,
          body: '{"page": {{ entry.page | json }}}',
          saveAs: 'crm',
          next: 'split',
        },
        split: {
          kind: 'splitByValue',
          path: 'replies.crm.body.level',
          cases: [{ equal: 'gold', next: 'tell' }],
          otherwise: 'mark',
        },
        tell: { kind: 'webhook', url: `${receiverUrl}/told`, next: 'mark' },
        mark: { kind: 'updateContact', attributes: { level: { from: 'replies.crm.body.level' } } },
      },
      frequency: { limit: 'day', period: 'calendar' },
    },
    texts: {
      entry: visit,
      start: 'wait',
      steps: {
        wait: { kind: 'wait', for: 'PT1H', next: 'text' },
        text: { kind: 'sendMessage', channel: 'sms', templateId: text },
      },
      frequency: everyTime,
      frequencyCap: [{ channel: 'sms', most: 1, within: 'PT4H' }],
      controlGroup: { percent: 20 },
    },
    rounds: {
      entry: review,
      start: 'count',
      steps: {
        count: { kind: 'updateContact', attributes: { rounds: { increaseBy: 1 } }, next: 'wait' },
        wait: { kind: 'wait', for: 'PT20M', next: 'again' },
        again: { kind: 'jump', to: 'count', most: 3 },
      },
      frequency: everyTime,
    },
    'side by side': {
      entry: review,
      start: 'fork',
      steps: {
        fork: { kind: 'fork', branches: [{ next: 'write' }, { next: 'soon' }, { next: 'late' }] },
        write: { kind: 'sendMessage', channel: 'email', templateId: sorry, next: 'count' },
        soon: { kind: 'wait', for: 'PT40M', next: 'count' },
        count: { kind: 'updateContact', attributes: { timesAside: { increaseBy: 1 } } },
        late: { kind: 'wait', for: 'PT3H', next: 'news' },
        news: { kind: 'sendMessage', channel: 'email', templateId: news },
      },
      frequency: everyTime,
      goal: { kind: 'purchase' },
    },
    morning: {
      entry: {
        kind: 'schedule',
        every: 'day',
        time: '08:00',
        audience: { kind: 'attribute', name: 'city', is: 'equal', value: 'Lund' },
      },
      start: 'write',
      steps: { write: { kind: 'sendMessage', channel: 'email', templateId: news } },
    },
    offer: {
      entry: { kind: 'businessEvent', name: 'offer' },
      start: 'write',
      steps: { write: { kind: 'sendMessage', channel: 'email', templateId: news } },
      frequency: { limit: 'once' },
      quietHours: { from: '21:00', to: '08:00', zone: 'Europe/Stockholm' },
    },
    answered: {
      entry: { kind: 'message', event: 'sent', channel: 'sms' },
      start: 'wait',
      steps: {
        wait: { kind: 'wait', for: 'PT10M', next: 'lately' },
        lately: {
          kind: 'condition',
          test: { rule: { kind: 'interactions', within: { last: { amount: 2, unit: 'hours' } } } },
          yes: 'done',
        },
        done: { kind: 'exit', reason: 'was here lately' },
      },
    },
  }
}

/** Automations for stories and pictures: after a bad review. */
import type { Console } from './console.ts'

/** A template that quotes what was reviewed; answers its id. */
export async function newSorryTemplate({ ask }: Console): Promise<string> {
  const { id } = await ask('POST', '/templates', {
    name: 'We are sorry',
    channel: 'email',
    isTransactional: true,
    subject: 'About {{ interaction.productSku }}',
    text: 'You gave {{ interaction.productSku }} {{ interaction.rating }} of 5.',
  })
  return id
}

const badReview = {
  kind: 'interaction',
  schemaId: 'product-review',
  where: { path: 'rating', is: 'less', value: 3 },
}

/** Two days after a bad review, unless they bought meanwhile, a message. */
export const sorryDefinition = (templateId: string) => ({
  entry: badReview,
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: 'P2D', next: 'condition' },
    condition: { kind: 'condition', test: { happened: { kind: 'purchase' } }, no: 'sendMessage' },
    sendMessage: { kind: 'sendMessage', channel: 'email', templateId },
  },
})

/** One that runs, with some contacts on their way; answers its id. */
export async function newBusyAutomation(at: Console): Promise<string> {
  const templateId = await newSorryTemplate(at)
  const isNear = { path: 'contact.city', is: 'equal', value: 'Stockholm' }
  const { id } = await at.ask('POST', '/automations', {
    name: 'After a bad review',
    description: 'Who was not content, and bought nothing within two days, gets a message.',
    definition: {
      entry: badReview,
      start: 'near',
      steps: {
        near: { kind: 'condition', test: isNear, yes: 'call', no: 'wait' },
        call: { kind: 'exit', reason: 'the shop calls them' },
        wait: { kind: 'wait', for: 'P2D', next: 'bought' },
        bought: { kind: 'condition', test: { happened: { kind: 'purchase' } }, yes: 'enough', no: 'write' },
        enough: { kind: 'exit', reason: 'bought meanwhile' },
        write: { kind: 'sendMessage', channel: 'email', templateId },
      },
      frequency: { limit: 'month' },
    },
  })
  await at.ask('POST', `/automations/${id}/start`)
  const { items } = await at.ask('GET', '/contacts?limit=24')
  for (const [n, contact] of items.entries())
    await at.ask('POST', '/interactions', {
      contactId: contact.id,
      schemaId: 'product-review',
      payload: { productSku: 'SCARF-SILK', rating: 1 + (n % 2), title: 'Not what I hoped for' },
    })
  return id
}

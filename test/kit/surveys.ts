/** A survey with a question of each kind, and a way to answer it as the form does. */
import type { Answer, TestApp } from './app.ts'
import { type Part, partsOf } from './parts.ts'

export const visitSurvey = {
  name: 'After a visit',
  origins: ['https://shop.example'],
  definition: {
    title: 'Your visit',
    thanks: 'Thanks!',
    questions: [
      { id: 'nps', kind: 'score', text: 'Would you recommend us?', isRequired: true },
      { id: 'how', kind: 'choice', text: 'How did you come?', options: ['On foot', 'By car'] },
      {
        id: 'bought',
        kind: 'choices',
        text: 'What did you buy?',
        options: ['Shoes', 'Hats', 'Bags'],
        most: 2,
      },
      { id: 'rated', kind: 'matrix', text: 'How was it?', rows: ['Staff', 'Shop'], columns: ['Good', 'Bad'] },
      {
        id: 'you',
        kind: 'fields',
        text: 'Who are you?',
        fields: [
          { id: 'name', label: 'Name' },
          { id: 'email', label: 'E-mail', format: 'email' },
        ],
      },
      { id: 'photo', kind: 'file', text: 'Show us', endings: ['png', 'txt'], mostBytes: 1000 },
      { id: 'more', kind: 'text', text: 'Anything else?' },
    ],
  },
}

export const wholeAnswers = {
  nps: 9,
  how: 'On foot',
  bought: ['Hats', 'Bags'],
  rated: { Staff: 'Good', Shop: ['Bad'] },
  you: { name: 'Ada', email: 'ada@example.com' },
  more: 'No.',
}

export interface Visitor {
  readonly headers?: Readonly<Record<string, string>>
  readonly files?: readonly Part[]
  readonly more?: object
  readonly address?: string
}

let visitors = 0

/** Posts a response as the form does, each from an address of its own. */
export async function answerSurvey(
  { app }: TestApp,
  slug: string,
  surveyId: string,
  answers: object,
  {
    headers = {},
    files = [],
    more = {},
    address = `10.1.${(visitors >> 8) & 255}.${visitors++ & 255}`,
  }: Visitor = {},
): Promise<Answer> {
  const sent = await partsOf([['response', JSON.stringify({ version: 1, answers, ...more })], ...files])
  const response = await app.inject({
    method: 'POST',
    url: `/parley/v1/forms/${slug}/${surveyId}/responses`,
    remoteAddress: address,
    headers: { ...sent.headers, ...headers },
    payload: sent.body,
  })
  const { statusCode: status, body: text } = response
  return {
    status,
    headers: response.headers,
    text,
    body: text.startsWith('{') ? JSON.parse(text) : undefined,
  }
}

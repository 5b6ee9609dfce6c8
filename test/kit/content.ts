/** For tests: what pages and apps ask for, each from an address of its own. */
import type { Answer, TestApp } from './app.ts'
import type { ParleyCompany } from './parley.ts'

let visitors = 0

export interface PageCall {
  readonly method?: 'GET' | 'POST' | 'OPTIONS'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly address?: string
}

export async function askAsPage(
  { app }: TestApp,
  path: string,
  token: string | undefined,
  {
    method = 'GET',
    body,
    headers = {},
    address = `10.2.${(visitors >> 8) & 255}.${visitors++ & 255}`,
  }: PageCall = {},
): Promise<Answer> {
  const isText = typeof body === 'string'
  const response = await app.inject({
    method,
    url: `/parley/v1${path}`,
    remoteAddress: address,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: isText ? body : JSON.stringify(body) }),
  })
  const { statusCode: status, body: text } = response
  return {
    status,
    headers: response.headers,
    text,
    body: text.startsWith('{') ? JSON.parse(text) : undefined,
  }
}

export const tokenOf = async (
  { get }: ParleyCompany,
  contactId: string,
  body: object = {},
): Promise<string> => (await get('POST', `/contacts/${contactId}/visitorTokens`, body)).token

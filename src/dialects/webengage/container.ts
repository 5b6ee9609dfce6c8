/** WebEngage › Getting started › Response container. */
import Type, { type TSchema } from 'typebox'

/** What users and events are answered with: no data and no message, as the vendor prints it. */
export const Queued = Type.Object({ response: Type.Object({ status: Type.Literal('queued') }) })
export const queued = { response: { status: 'queued' } } as const

export const container = <T extends TSchema>(data: T) =>
  Type.Object({
    response: Type.Object({
      data,
      message: Type.String(),
      status: Type.Literal('success'),
    }),
  })

export const contain = (data: unknown, message = 'success') => ({
  response: { data, message, status: 'success' },
})

export const refusalShape = Type.Object({
  response: Type.Object({ message: Type.String(), status: Type.Literal('error') }),
})

export const refuse = (message: string) => ({ response: { message, status: 'error' } })

/** In the query of every operation. */
export const Format = Type.Object({
  format: Type.Optional(
    Type.String({ description: '`xml` for an answer in XML; anything else is JSON. Refusals are JSON.' }),
  ),
})

export const Account = Type.Object({ licenseCode: Type.String({ description: 'The license code.' }) })

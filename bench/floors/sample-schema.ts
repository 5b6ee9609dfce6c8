/** The seed's schema `Reuse-Spring-2023`, which the demo tenant has, and the envelope around a payload. */
export const payloadSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    price: { type: 'integer', displayName: 'Price', showInContactCard: 'true' },
    created: { type: 'string', format: 'date-time', displayName: 'Created', showInContactCard: 'true' },
    name: { type: 'string', displayName: 'Name', showInContactCard: 'true' },
  },
  required: ['name'],
}

export const envelope = {
  type: 'object',
  required: ['contactId', 'schemaId', 'payload'],
  properties: {
    contactId: { type: 'string' },
    schemaId: { type: 'string' },
    createdDate: { type: 'string' },
    payload: { type: 'object' },
  },
}

/** 25 events of users in one request, and what each must have. */
export const bulkEnvelope = {
  type: 'object',
  required: ['events'],
  properties: {
    events: {
      type: 'array',
      minItems: 1,
      maxItems: 25,
      items: {
        type: 'object',
        required: ['userId', 'eventName'],
        properties: {
          userId: { type: 'string' },
          eventName: { type: 'string' },
          eventTime: { type: 'string' },
          eventData: { type: 'object' },
        },
      },
    },
  },
}

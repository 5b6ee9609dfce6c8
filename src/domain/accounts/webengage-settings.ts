import Type from 'typebox'

const perMinute = (requests: number, place: string) =>
  Type.Integer({
    default: requests,
    minimum: 1,
    description: `More requests of the WebEngage API to ${place} in a minute are answered with 429.`,
  })

/** What a company can decide about the WebEngage API. */
export const webengageSettings = {
  licenseCode: Type.String({
    default: '',
    pattern: '^(|[A-Za-z0-9~_-]{1,40})$',
    description:
      'The license code in the addresses of the WebEngage API. Empty: the last eight digits of the id of the tenant.',
  }),
  dataCentre: Type.Union([Type.Literal('global'), Type.Literal('india'), Type.Literal('saudi-arabia')], {
    default: 'global',
    description:
      'The data centre of the WebEngage API whose host clients use: a request for the host of another one is answered with 404.',
  }),
  queuedStatus: Type.Union([Type.Literal('201'), Type.Literal('200')], {
    default: '201',
    description: 'The status with which the WebEngage API answers users and events that it has stored.',
  }),
  userMatching: Type.Array(
    Type.Union([Type.Literal('email'), Type.Literal('mobilePhone'), Type.Literal('externalId')]),
    {
      default: [],
      description:
        'By what a user id that is new is found to be that of a contact already known: email, mobilePhone, externalId. Empty: every new user id makes a contact.',
    },
  ),
  erasureWaitingDays: Type.Integer({
    default: 7,
    minimum: 0,
    maximum: 365,
    description:
      'How many days an erasure that was asked for at opengdpr_requests waits, and can be cancelled.',
  }),
  learnsBusinessEvents: Type.Boolean({
    default: false,
    description:
      'Whether a business event of the WebEngage API that nobody defined, or an attribute of one, is defined by the first that comes. Otherwise an undefined event is answered with 404, and an undefined attribute is passed over.',
  }),
  usersPerMinute: perMinute(5000, 'users'),
  eventsPerMinute: perMinute(5000, 'events'),
  bulkRequestsPerMinute: perMinute(500, 'bulk-users, and as many to bulk-events,'),
  transactionsPerMinute: perMinute(100, 'transactional campaigns'),
  statusNotificationsPerMinute: perMinute(60_000, 'dsn'),
  businessEventsPerMinute: perMinute(1, 'business events, and as many to their definitions,'),
  privacyRequestsPerMinute: perMinute(100, 'opengdpr_requests'),
  otherRequestsPerMinute: perMinute(5000, 'other places'),
}

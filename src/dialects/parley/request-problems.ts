import type { Problems } from './problem.ts'

/** What is refused whatever the operation: who calls, and how. */
export const requestProblems: Problems = {
  unauthorized: {
    status: 401,
    title: 'Unauthorized',
    about:
      'The header Authorization is missing, or what it holds is no live key of this API. Send `Authorization: Bearer <key>`; never put a key into an address.',
  },
  'address-forbidden': {
    status: 403,
    title: 'Address forbidden',
    about: 'The key has a list of addresses, and the request came from another one.',
  },
  'scope-missing': {
    status: 403,
    title: 'Scope missing',
    about: 'The key may not do this. `data.scope` says what it lacks; make a key that has it.',
  },
  'feature-off': {
    status: 403,
    title: 'Feature switched off',
    about: 'The operation is served to tenants that have its feature switched on.',
  },
  'content-type-wrong': {
    status: 415,
    title: 'Unsupported media type',
    about: 'Bodies are JSON: send `Content-Type: application/json`.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    about:
      'More requests in a second than the tenant may send. The headers RateLimit and RateLimit-Policy tell how many are left; come again after Retry-After seconds.',
  },
  'too-many-streams': {
    status: 429,
    title: 'Too many streams',
    about: 'A tenant may have 20 streams open at each process. Close one, or come again later.',
  },
  'route-not-found': {
    status: 404,
    title: 'No such operation',
    about: 'There is nothing at this address with this method. The reference lists all operations.',
  },
  'request-malformed': {
    status: 400,
    title: 'Malformed request',
    about: 'The request could not be read.',
  },
  'body-malformed': {
    status: 400,
    title: 'Malformed JSON',
    about: 'The body is not JSON in UTF-8. The detail says where it ceases to be.',
  },
  'multipart-malformed': {
    status: 400,
    title: 'Malformed parts',
    about:
      'The body is not multipart/form-data with the parts that the operation takes. The detail says what is wrong.',
  },
  'origin-refused': {
    status: 403,
    title: 'Origin refused',
    about: 'A browser sent this from a site that the survey does not name among its origins.',
  },
  'address-too-busy': {
    status: 429,
    title: 'Too many requests from one address',
    about:
      'More requests in a minute than one address may send without a key. Come again after Retry-After seconds.',
  },
  'visitor-too-busy': {
    status: 429,
    title: 'Too many requests for one visitor',
    about: 'More requests per minute than one visitor of a page or an app may make.',
  },
  'body-too-large': {
    status: 413,
    title: 'Body too large',
    about: 'The body has more bytes than the operation takes; `data.limit` says how many it does.',
  },
  'input-invalid': {
    status: 400,
    title: 'Invalid input',
    about:
      'Parameters or the body do not have the form that the operation asks for. `errors` lists what is wrong.',
  },
  'cursor-invalid': {
    status: 400,
    title: 'Invalid cursor',
    about: 'A cursor is the `nextCursor` of the page before, of the same list, unchanged.',
  },
  'version-mismatch': {
    status: 412,
    title: 'Changed meanwhile',
    about:
      'If-Match names another version than the one that is there. Read it again, decide again, and send the ETag that you then have.',
  },
  'idempotency-key-invalid': {
    status: 400,
    title: 'Invalid Idempotency-Key',
    about: 'An Idempotency-Key has 1 to 255 visible ASCII characters.',
  },
  'idempotency-key-reused': {
    status: 409,
    title: 'Idempotency-Key used before',
    about: 'The key was used within 24 hours for another request. Take a new one for each thing to be done.',
  },
  'version-ended': { status: 410, title: 'Version ended', about: 'This version of the API has ended.' },
  'not-served-yet': { status: 501, title: 'Not served yet', about: 'Planned, and not served yet.' },
  'fault-injected': {
    status: 503,
    title: 'Injected fault',
    about: 'A fault rule of this tenant struck the request. The header Parley-Fault names it.',
  },
  'database-unavailable': {
    status: 503,
    title: 'Temporarily unavailable',
    about: 'The database is away. Nothing was written. Try again after Retry-After seconds.',
  },
  unexpected: {
    status: 500,
    title: 'Unexpected error',
    about: 'Not your doing. `data.requestId` finds the line in the log of the server that tells more.',
  },
}
